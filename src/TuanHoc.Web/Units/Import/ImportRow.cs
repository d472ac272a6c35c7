using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>A row as it was read; what is wrong with it stands in the findings.</summary>
public sealed record ImportRow(int Number)
{
    public long? Id { get; init; }
    public string? Code { get; init; }

    /// <summary>Whether the code was read from a cell of numbers, which keeps no zeros in front.</summary>
    public bool IsCodeNumber { get; init; }
    public string Name { get; init; } = "";
    public UnitKind? Kind { get; init; }
    public string? Level { get; init; }
    public string? CommuneCode { get; init; }
    public string? CommuneName { get; init; }
    public string? Parent { get; init; }

    /// <summary>Whether the file names parents and territories by their numbers, as an export does; then a blank says that there is none.</summary>
    public bool HasParentIds { get; init; }
    public long? ParentId { get; init; }
    public long? TerritoryId { get; init; }

    /// <summary>What the row says of the unit beside its name; nothing for blanks.</summary>
    public IReadOnlyList<(UnitFactKind Kind, string Value)> Facts { get; init; } = [];

    public bool IsFaulty { get; set; }

    public string Key { get; } = "";

    public ImportRow(int number, string name) : this(number) => (Name, Key) = (name, SearchKey.Of(name));
}

/// <summary>A way to answer a question about a row.</summary>
public sealed record Choice(string Value, string Said, params string[] Values);

/// <summary>What is said of a row: a fault, a question to a person, a change that would be made; with what was read.</summary>
public sealed record Finding(int Row, string Kind, string Read, Sentence Said)
{
    public const string Fault = "fault", Asked = "question", Change = "change", Note = "note";

    /// <summary>Which question it is: one row may raise several, and the answer to each is kept by this word.</summary>
    public string? Question { get; init; }
    public IReadOnlyList<Choice> Choices { get; init; } = [];
    public string? Answer { get; init; }
}
