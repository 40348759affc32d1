"""Claims about a solution: sentences that are proved for every parameter value, or refuted at an exact point.

The language of claims is described in :mod:`gametheory.study.claims.language`.
"""

from gametheory.study.claims.find import Found, find
from gametheory.study.claims.prove import prove
from gametheory.study.claims.verdict import Gap, Share, Verdict, Verification
from gametheory.study.claims.verify import claim_issues, verify
from gametheory.study.claims.weaken import Weakening, Weakenings, weaken

__all__ = [
    "Found",
    "Gap",
    "Share",
    "Verdict",
    "Verification",
    "Weakening",
    "Weakenings",
    "claim_issues",
    "find",
    "prove",
    "verify",
    "weaken",
]
