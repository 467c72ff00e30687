import numpy as np
import pytest

from rashomon.models import onnx
from rashomon.models.onnx import OnnxEncoder, WeightsError, check_weights

pytestmark = pytest.mark.skipif(
    not (onnx.WEIGHTS / "encoder" / "model.onnx").is_file(),
    reason="the encoder's weights are not in the checkout",
)

ENCODER = OnnxEncoder()
TEXTS = [
    "The ministers met in Arvenna on Tuesday.",
    "Rain fell for three days and the bridge at Tol was closed.",
    "Yes.",
]


def test_no_texts_give_no_rows():
    assert ENCODER.encode([]).shape == (0, onnx.SIZE)


def test_a_vector_does_not_depend_on_its_companions():
    together = ENCODER.encode(TEXTS)
    onnx._vector.cache_clear()
    alone = np.vstack([ENCODER.encode([text]) for text in reversed(TEXTS)])[::-1]
    assert together.tobytes() == alone.tobytes()


def test_every_row_has_length_one():
    assert np.allclose(np.linalg.norm(ENCODER.encode(TEXTS), axis=1), 1.0, atol=1e-3)


def test_a_retelling_is_nearer_than_another_subject():
    first, retold, other = ENCODER.encode(
        [
            "The dam at Orrin broke on Friday.",
            "On Friday the Orrin dam gave way.",
            "The choir sang for the queen.",
        ]
    )
    assert first @ retold > first @ other + 0.2


@pytest.mark.parametrize("odd", ["", "   \n", "\ud800", "😀" * 50, "x" * 100_000, "مرحبا بالعالم", "\u0000"])
def test_odd_text_gets_a_row(odd):
    row = ENCODER.encode([odd])
    assert row.shape == (1, onnx.SIZE)
    assert np.isfinite(row).all()


def test_changed_weights_are_refused_by_name_and_digest(tmp_path):
    file = tmp_path / "model.onnx"
    file.write_bytes(b"not the model")
    with pytest.raises(WeightsError, match=r"model\.onnx has sha256 [0-9a-f]{64}, but 0{64}"):
        check_weights(file, "0" * 64)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(WeightsError, match="is missing"):
        check_weights(tmp_path / "model.onnx", "0" * 64)
