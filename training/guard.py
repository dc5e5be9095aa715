"""Catastrophic overfitting: networks trained against a single step can suddenly lose all robustness against several."""

from dataclasses import dataclass

IMAGES = 500  # the first of the training set, never augmented
STEPS = 5
DROP = 0.15


@dataclass
class Guard:
    """Compares the accuracy under PGD-5 after each epoch with the best so far."""

    best: float = 0.0

    def collapsed(self, accuracy: float) -> bool:
        """Whether it is more than `DROP` below the best: far more than 500 images vary, far less than a collapse takes."""
        self.best = max(self.best, accuracy)
        return accuracy < self.best - DROP
