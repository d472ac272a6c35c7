namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>
/// What hidden rows and columns of a downloaded form say, for the day it comes back: which column is which, which row of the form a line is, what stood
/// in each cell, and whose report it is. Moved rows and inserted columns carry them along.
/// </summary>
static class FormMarks
{
    /// <summary>Before each mark, so that nobody's own text is taken for one.</summary>
    public const string Prefix = "tuanhoc.";

    public const string Code = Prefix + "code", Label = Prefix + "label", Unit = Prefix + "unit", First = Prefix + "first", Second = Prefix + "second", Note = Prefix + "note",
        Key = Prefix + "key", WasFirst = Prefix + "was.first", WasSecond = Prefix + "was.second", WasNote = Prefix + "was.note";

    public const string Report = Prefix + "report=", UnitId = Prefix + "unit-id=", UnitCode = Prefix + "unit-code=", Year = Prefix + "year=", Form = Prefix + "form=", Version = Prefix + "version=";

    /// <summary>In the order of the columns.</summary>
    public static readonly IReadOnlyList<string> Columns = [Code, Label, Unit, First, Second, Note, Key, WasFirst, WasSecond, WasNote];
}
