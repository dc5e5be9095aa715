"""95 % intervals as crates/core/src/statistics.rs takes them: Student's t for means, Wilson's for shares of counted images.

Needs nothing but Python.
"""

import math

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""
FEW = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
"""That of Student's t distribution for 1 to 10 degrees of freedom."""


def t_95(n: int) -> float:
    """How many standard errors a mean of n values may be off in 95 % of all samples: the 97.5 % quantile of Student's t
    distribution with n − 1 degrees of freedom, to 1e-3; infinite below two values."""
    if n < 2:
        return math.inf
    if n < 12:
        return FEW[n - 2]
    # Cornish and Fisher's expansion in 1/ν (Abramowitz and Stegun, 26.7.5).
    z, v = Z_95, n - 1
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3


def wilson_95(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share p = k/n of n > 0 counted images, within [0, 1] (Wilson, 1927): with z = 1.96 it is
    (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Unlike p ± z·√(p(1 − p)/n) it has a length where p is 0 or 1."""
    z = Z_95
    scale = 1 + z**2 / n
    middle = (share + z**2 / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / scale
    return max(middle - half, 0.0), min(middle + half, 1.0)


def counted(share: float, n: int) -> str:
    """A share of n > 0 counted images with its interval: `61.20 % (60.24 to 62.15 %)`."""
    low, high = wilson_95(share, n)
    return f"{100 * share:.2f} % ({100 * low:.2f} to {100 * high:.2f} %)"
