"""Words for whose relative somebody is: reading one report and joining reports must mean the same ones."""

# A spouse is told by the office too ("first *lady*").
KIN = frozenset(
    {
        "father", "mother", "son", "daughter", "brother", "sister", "husband", "wife", "widow", "widower", "uncle", "aunt",
        "cousin", "grandfather", "grandmother", "grandson", "granddaughter", "niece", "nephew", "fiancé", "fiancée",
        "stepson", "stepdaughter", "twin", "lady", "gentleman", "son-in-law", "daughter-in-law", "father-in-law",
        "mother-in-law", "brother-in-law", "sister-in-law",
    }
)  # fmt: skip
