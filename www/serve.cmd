@echo off
rem Starts serve.py, which needs Python 3. Written for Windows, and not tried there.
cd /d "%~dp0"
py -3 -c "" >nul 2>nul
if not errorlevel 1 (
  py -3 serve.py %*
  goto end
)
python -c "" >nul 2>nul
if not errorlevel 1 (
  python serve.py %*
  goto end
)
echo There is no Python 3 on this machine. Install it from the Microsoft Store or from python.org and start this again,
echo or open the release that is one file, freqscope.html, which needs no server.
:end
pause
