# Sourced by the commands beside it, which set `here`: sets PYTHON to a Python that is new enough,
# or says what to do. Bytecode is kept, in .venv, whatever the machine's habit: a start is twice as
# quick with it.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$here/../.venv/bytecode"
PYTHON=
for candidate in "${DUTYLINE_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
  if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    PYTHON=$candidate
    break
  fi
done
if [ -z "$PYTHON" ]; then
  echo "Dutyline needs Python 3.11 or newer, and there is none on the PATH." >&2
  echo "Debian and Ubuntu: apt install python3 python3-venv. macOS: brew install python." >&2
  echo "If it lies elsewhere, say where: DUTYLINE_PYTHON=/path/to/python $0" >&2
  exit 1
fi
