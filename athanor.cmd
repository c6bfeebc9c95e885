@echo off
rem Builds the program once (and again when a source is newer), then starts it.
setlocal
set "root=%~dp0"
set "program=%root%src\App\bin\Release\net10.0\athanor.dll"
set "stamp=%program%.stamp"
powershell -NoProfile -Command "$s='%stamp%'; if (!(Test-Path $s)) { exit 1 }; $t=(Get-Item $s).LastWriteTimeUtc; $n=Get-ChildItem '%root%src' -Recurse -File | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($n) { exit 1 }"
if errorlevel 1 (
    echo athanor: building once ^(Release^) ... 1>&2
    powershell -NoProfile -Command "$m=New-Object Threading.Mutex($false,'athanor-build'); [void]$m.WaitOne(); dotnet build '%root%src\App\App.csproj' -c Release --nologo -v q; $c=$LASTEXITCODE; if ($c -eq 0) { Set-Content -Path '%stamp%' -Value '' }; $m.ReleaseMutex(); exit $c" 1>&2 || exit /b 1
)
dotnet "%program%" %*
exit /b %errorlevel%
