"""Fields bound to the record: they show what is saved, keep what is typed, and tell when editing ends."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.presenters.spot_fields import FieldState
from app.ui.kit.choices import Segments, Select
from app.ui.kit.fields import Field, LineEdit, TextArea
from app.ui.kit.labels import Label
from app.ui.theme import px

Editor = LineEdit | TextArea | Segments | Select


class Bound(QObject):
    """One editor. ``edited(name, text)`` comes when the field is left, and only if its text changed.

    ``typing`` comes with every key before that.
    """

    edited = Signal(str, str)
    typing = Signal()

    def __init__(self, name: str, holder: Field) -> None:
        super().__init__(holder)
        self.name, self._holder = name, holder
        self._editor = holder.editor
        self._shown = ""
        self._told: Label | None = None
        editor = self._editor
        if isinstance(editor, LineEdit):
            editor.editingFinished.connect(self.commit)
            editor.textChanged.connect(self._typed)
        elif isinstance(editor, TextArea):
            editor.installEventFilter(self)
            editor.textChanged.connect(self._typed)
        elif isinstance(editor, Segments | Select):
            editor.chosen.connect(self._chosen)

    @property
    def holder(self) -> Field:
        """Label, editor and error."""
        return self._holder

    def show_field(self, state: FieldState) -> None:
        """Show the saved text, unless another one is just being typed."""
        self._holder.label.setText(state.label)
        self._holder.set_error(state.error)
        self._holder.set_note(state.note)
        self._lock(state.locked, dict(state.choices).get(state.text, state.text))
        if self.text() != self._shown:
            return
        if self.text() != state.text:
            self._set(state.text)
        self._shown = state.text

    def _lock(self, locked: bool, word: str) -> None:
        """A printed fact can be read and no longer typed over."""
        editor = self._editor
        if isinstance(editor, LineEdit | TextArea):
            editor.setReadOnly(locked)
            return
        editor.setVisible(not locked)
        if locked and self._told is None:
            self._told = Label("", "medium", name=f"{editor.objectName()}_told")
            self._told.setFixedHeight(px("control"))
            if (layout := self._holder.layout()) is not None:
                layout.addWidget(self._told)
        if self._told is not None:
            self._told.setVisible(locked)
            self._told.setText(word)

    def text(self) -> str:
        """What stands in the editor."""
        editor = self._editor
        if isinstance(editor, TextArea):
            return editor.toPlainText()
        return editor.key() if isinstance(editor, Segments | Select) else _line(editor).text()

    def commit(self) -> None:
        """Tell what was typed, if it changed."""
        text = self.text()
        if text != self._shown:
            self._shown = text
            self.edited.emit(self.name, text)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that was not told yet."""
        return self.text() != self._shown

    def _typed(self) -> None:
        if self.unsaved:
            self.typing.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.commit()
        return False

    def _chosen(self, key: str) -> None:
        self._shown = key
        self.edited.emit(self.name, key)

    def _set(self, text: str) -> None:
        editor = self._editor
        if isinstance(editor, TextArea):
            editor.setPlainText(text)
        elif isinstance(editor, Segments | Select):
            editor.choose(text)
        else:
            line = _line(editor)
            line.setText(text)
            if not line.hasFocus():
                line.home(False)  # a long text is read from its beginning


def _line(editor: QWidget) -> LineEdit:
    assert isinstance(editor, LineEdit)
    return editor


class BoundFields(QObject):
    """All fields of a page by their names."""

    edited = Signal(str, str)
    typing = Signal()  # a key that is not told yet; see ``unsaved``

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: dict[str, Bound] = {}

    def add(self, name: str, holder: Field) -> Field:
        """Bind a field and give it back."""
        bound = Bound(name, holder)
        bound.edited.connect(self.edited)
        bound.typing.connect(self.typing)
        self._all[name] = bound
        return holder

    def drop(self, name: str) -> None:
        """Forget a field whose editor goes away."""
        self._all.pop(name, None)

    def show_fields(self, fields: Mapping[str, FieldState]) -> None:
        """Show all that are there."""
        for name, bound in self._all.items():
            if name in fields:
                bound.show_field(fields[name])

    def unsaved(self) -> dict[str, str]:
        """What is typed and not yet told, by field."""
        return {name: bound.text() for name, bound in self._all.items() if bound.unsaved}

    def commit(self) -> None:
        """Tell everything that is typed and not yet told; before an act that rests on it."""
        for bound in self._all.values():
            bound.commit()

    def editor(self, name: str) -> QWidget:
        """The editor of a field. Raises KeyError for an unknown one."""
        return self._all[name].holder.editor
