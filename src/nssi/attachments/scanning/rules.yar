/* What is searched for where no clamd is connected: the test file of all scanners, and what droppers cannot do without. */

rule Test_EICAR
{
    strings: /* in hexadecimal, so that this file is not taken for a virus itself */
        $test = { 58 35 4F 21 50 25 40 41 50 5B 34 5C 50 5A 58 35 34 28 50 5E 29 37 43 43 29 37 7D 24 45 49 43 41 52 }
    condition:
        $test
}

rule Macro_Dropper
{
    strings:
        $begins1 = "AutoOpen" nocase
        $begins2 = "Auto_Open" nocase
        $begins3 = "Document_Open" nocase
        $begins4 = "Workbook_Open" nocase
        $begins5 = "AutoExec" nocase
        $acts1 = "WScript.Shell" nocase
        $acts2 = "powershell" nocase
        $acts3 = "URLDownloadToFile" nocase
        $acts4 = "XMLHTTP" nocase
        $acts5 = "ADODB.Stream" nocase
        $acts6 = "CreateProcess" nocase
    condition:
        any of ($begins*) and any of ($acts*)
}

rule Equation_Dropper
{
    strings:
        $object = "\\objdata" nocase
        $equation1 = "4571756174696f6e2e33" nocase
        $equation2 = "Equation.3" nocase
    condition:
        $object and any of ($equation*)
}

rule Program_Inside
{
    strings:
        $windows = "This program cannot be run in DOS mode"
    condition:
        $windows
}
