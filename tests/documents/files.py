"""Files as people send them: good ones, and every bad kind."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

HIDDEN = (b"JavaScript", b"Launch", b"URI", b"EmbeddedFile", b"OpenAction", b"SubmitForm")


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), *, mode: str = "RGB", where: bool = False) -> bytes:
    """A picture; `where`: with the place where it was taken, turned on its side."""
    image = Image.new(mode, size, (200, 30, 30, 90)[: len(mode)] if mode != "L" else 90)
    exif = Image.Exif()
    if where:
        exif[0x0112] = 6
        exif[0x010F] = "Canary"
        exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred kilobytes that unpacks into gigabytes."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG", optimize=True)
    return out.getvalue()


def paper(*, pages: int = 1, script: bool = False) -> pikepdf.Pdf:
    """A PDF with a line on its pages; with `script` everything that a page should not do."""
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"0 0 10 10 re f")
    if script:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        pdf.attachments["secret.txt"] = b"hidden"
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))
        link = Dictionary(S=Name.URI, URI=String("http://evil.example"))
        post = Dictionary(S=Name.SubmitForm, F=String("http://evil.example"))
        box = Array([0, 0, 9, 9])
        page.Annots = Array(
            [
                pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=link)),
                pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=post)),
            ]
        )
    return pdf


def saved(pdf: pikepdf.Pdf, *, user: str | None = None) -> bytes:
    """The bytes of a PDF; `user`: locked with this password for reading, with another one for changing."""
    out = BytesIO()
    encryption = False if user is None else pikepdf.Encryption(user=user, owner="owner")
    pdf.save(out, encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()
