from typing import IO

from PIL.ImageFile import ImageFile

class HeifImageFile(ImageFile):
    def __init__(self, fp: IO[bytes], filename: str | None = None) -> None: ...
    def _open(self) -> None: ...
