@echo off
rem Runs the command `ganglion`, and builds it on first use; see the shell script `ganglion`.
rem After changing the sources, delete cli\target\command to rebuild it.
rem The same environment variables apply; GANGLION_CLASSPATH is separated by semicolons.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "command=%root%cli\target\command"
set "benchmarks=%root%benchmarks\target\command"
set "nd4j=%root%backend-nd4j\target\command"

rem Blocks expand no variables, because a path such as "Program Files (x86)" would end the block.
if defined JAVA_HOME goto java_home
set "java=java"
where java >nul 2>nul && goto java_found
echo ganglion: no java found on the PATH; install a JDK 17 or later, or set JAVA_HOME>&2
exit /b 1
:java_home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto java_found
echo ganglion: no java in JAVA_HOME (%JAVA_HOME%); point it to a JDK 17 or later>&2
exit /b 1
:java_found

set "version="
set "major="
for /f "tokens=3" %%v in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined version set "version=%%~v"
for /f "tokens=1,2 delims=.-_+" %%a in ("%version%") do (
  set "major=%%a"
  if "%%a"=="1" set "major=%%b"
)
if defined major goto version_known
echo ganglion: cannot determine the version of %java%; set JAVA_HOME to a JDK 17 or later>&2
exit /b 1
:version_known
if %major% geq 17 goto version_fits
echo ganglion: %java% is Java %version%; Java 17 or later is needed: install it, or set JAVA_HOME to it>&2
exit /b 1
:version_fits

rem The requested backend: only nd4j needs libraries that the command does not have.
rem cmd splits --backend=nd4j at the equals sign, so both spellings look alike here.
set "backend=%GANGLION_BACKEND%"
for %%o in (%JAVA_OPTS% %GANGLION_OPTS%) do call :option "%%~o"
set "arguments=%*"
set "subcommand=%~1"
set "help="
set "previous="
:argument
if "%~1"=="" if "%~2"=="" goto arguments_read
if "%previous%"=="--backend" set "backend=%~1"
if "%~1"=="--help" set "help=yes"
if "%~1"=="-h" set "help=yes"
set "previous=%~1"
shift
goto argument
:arguments_read
rem The command prints the help of bench itself.
if defined help if "%subcommand%"=="bench" set "subcommand="

set "targets=cli"
set "note=about a minute on first use"
set "ready=yes"
if not exist "%command%\built" set "ready="
if "%backend%"=="nd4j" (
  set "targets=cli,backend-nd4j"
  set "note=downloads about 130 MB on first use"
  if not exist "%nd4j%\built" set "ready="
)
if "%subcommand%"=="bench" set "targets=cli,benchmarks"
if "%subcommand%"=="bench" set "note=downloads about 130 MB on first use"
if "%subcommand%"=="bench" if not exist "%benchmarks%\built" set "ready="
if defined ready goto run

where mvn >nul 2>nul && goto build
echo ganglion: no mvn found on the PATH to build the command with; install Maven 3.8 or later>&2
exit /b 1
:build
echo ganglion: building the command (%note%) ...>&2
set "log=%TEMP%\ganglion-build-%RANDOM%.log"
pushd "%root%"
call mvn -q -B -Dquick -pl "%targets%" -am package >"%log%" 2>&1
set "failed=%errorlevel%"
popd
if "%failed%"=="0" goto built
type "%log%" >&2
del "%log%" 2>nul
echo ganglion: could not build the command; see Maven's output above>&2
exit /b 1
:built
del "%log%" 2>nul
type nul >"%command%\built"
if "%backend%"=="nd4j" if not "%subcommand%"=="bench" type nul >"%nd4j%\built"
if "%subcommand%"=="bench" type nul >"%benchmarks%\built"

:run
set "classpath=%command%\lib\*"
if "%backend%"=="nd4j" set "classpath=%classpath%;%nd4j%\lib\*"
if "%subcommand%"=="bench" set "classpath=%benchmarks%\benchmarks.jar"
if defined GANGLION_CLASSPATH set "classpath=%classpath%;%GANGLION_CLASSPATH%"
set "flags=-XX:+UseSerialGC"
if %major% geq 24 set "flags=%flags% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
rem The backend vector needs a module of the JDK; see the shell script for why few commands get it.
if not "%subcommand%"=="train" if not "%subcommand%"=="test" if not "%subcommand%"=="backends" if not "%backend%"=="vector" goto start
if defined JAVA_HOME findstr /c:"jdk.incubator.vector" "%JAVA_HOME%\release" >nul 2>nul && set "flags=%flags% --add-modules=jdk.incubator.vector"
:start
if "%subcommand%"=="bench" goto bench
"%java%" %flags% %JAVA_OPTS% %GANGLION_OPTS% -cp "%classpath%" io.ganglion.cli.Main %arguments%
exit /b %errorlevel%
:bench
for /f "tokens=1,*" %%a in ("%arguments%") do set "arguments=%%b"
"%java%" %flags% %JAVA_OPTS% %GANGLION_OPTS% -cp "%classpath%" io.ganglion.benchmarks.Report %arguments%
exit /b %errorlevel%

:option
rem `for` splits at the equals sign too: -Dganglion.backend and nd4j arrive one after the other.
if "%previousoption%"=="-Dganglion.backend" set "backend=%~1"
set "previousoption=%~1"
exit /b 0
