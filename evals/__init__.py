"""Every judgement of the program measured against gold data, with floors that may only rise."""
