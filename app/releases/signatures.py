"""Who vouches for a release: the district's key, over the content address, for this purpose alone.

A signature stands in ``release.json`` beside what it signs, so a release can travel on a stick and gather
further ones without changing its address. The release that comes with the program is vouched for by the
package that brought both.
"""

from __future__ import annotations

from app.domain.errors import AppError
from app.ports.keys import SignatureTag, Signer, Verify
from app.releases.manifest import Manifest, Signature
from app.releases.release import Release
from app.releases.shelf import JudgeSignatures

ALGORITHM = "ed25519"


def sign_release(manifest: Manifest, signer: Signer) -> Signature:
    """Vouch for a release as the holder of a key."""
    value = signer.sign(SignatureTag.RELEASE, _digest(manifest))
    return Signature(key=signer.public, alg=ALGORITHM, value=value.hex())


def signed_by(district: str, verify: Verify) -> JudgeSignatures:
    """Make the judgement that asks for one right signature of the district; others are passed over.

    Args:
        district: public key of the district that this laptop belongs to, in wire form.
    """

    def holds(release: Release) -> bool:
        mine = [one for one in release.signatures if (one.key, one.alg) == (district, ALGORITHM)]
        return any(_fits(one, release.manifest, verify) for one in mine)

    return holds


def _fits(signature: Signature, manifest: Manifest, verify: Verify) -> bool:
    try:
        verify(signature.key, SignatureTag.RELEASE, _digest(manifest), bytes.fromhex(signature.value))
    except (AppError, ValueError):
        return False
    return True


def _digest(manifest: Manifest) -> bytes:
    return bytes.fromhex(manifest.id.removeprefix("sha256:"))
