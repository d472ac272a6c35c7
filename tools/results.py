"""Reads xunit's result files: names what failed (with its message) and what was skipped, what tests themselves print (cells tried, kills and effects), then "N passed, N failed".

Usage: results.py EXIT_CODE FILE.trx...   EXIT_CODE is the test run's own: a run that ended badly counts as a failure.
"""

import sys
import xml.etree.ElementTree as xml

SPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}

code, files = int(sys.argv[1]), sys.argv[2:]
passed = failed = 0
last = []  # What failed comes last: the end of a long log is what people see.
for name in files:
    for result in xml.parse(name).iterfind(".//t:UnitTestResult", SPACE):
        outcome, test = result.get("outcome"), result.get("testName")
        if outcome == "Passed":
            passed += 1
            for said in result.iterfind(".//t:TextMessages/t:Message", SPACE):
                print(f"{test.rsplit('.', 1)[-1]}: {(said.text or '').strip()}")
        elif outcome == "NotExecuted":
            print("skipped:", test, "-", (result.findtext(".//t:StdOut", "", SPACE) or "").strip())
        else:
            failed += 1
            last.append(f"FAILED: {test}")
            for part in ("Message", "StackTrace"):
                text = result.findtext(f".//t:ErrorInfo/t:{part}", "", SPACE)
                last += ("    " + line for line in text.splitlines()[:12])

if failed == 0 and (code != 0 or passed == 0):
    failed = 1
print(*last, sep="\n", end="\n" if last else "")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
