using System.Text.Json;

namespace TuanHoc.Statistics;

/// <summary>
/// A statistics form as it is written down: the files of the forms that come with the program have this shape, and so has what is stored of a form that was edited and issued.
/// </summary>
/// <param name="Key">What the form is called everywhere: "2024".</param>
/// <param name="Title">The printed title.</param>
/// <param name="Headings">The six printed column headings, in order.</param>
/// <param name="Rows">The rows in printed order.</param>
/// <param name="Sums">Which rows are the sum of others, or at least their sum.</param>
/// <param name="Checks">What the form asks a sentence for.</param>
/// <param name="SecondLooks">From what counts on a second person must have looked.</param>
/// <param name="Activities">The cells that activities fill.</param>
/// <param name="Former">The form it was made from, by key; null where it was made from none.</param>
/// <param name="Links">What became of the rows of the former one.</param>
/// <param name="Base">Of a province's form: the nation's form, by key, whose rows stand in front of the province's own; null for the nation's.</param>
public sealed record FormDefinition(
    string Key, string Title, IReadOnlyList<string> Headings, IReadOnlyList<DefinedRow> Rows, IReadOnlyList<DefinedSum> Sums, IReadOnlyList<FormCheck> Checks, IReadOnlyList<SecondLook> SecondLooks,
    IReadOnlyList<ActivityCell> Activities, string? Former = null, IReadOnlyList<FormLink>? Links = null, string? Base = null)
{
    /// <summary>As it is stored.</summary>
    public string ToJson() => FormFile.Write(this);

    /// <exception cref="JsonException">It is no form.</exception>
    public static FormDefinition Parse(string json) => FormFile.Parse(json);

    /// <summary>A draft of the next form, with the rows of this one: each its own, until somebody says otherwise.</summary>
    public FormDefinition Next(string key) => this with { Key = key, Former = Key, Links = [.. Rows.Select(row => new FormLink(row.Key, RowRelation.Same, row.Key))] };

    /// <summary>A draft of a province's form: the rows of this one, then those of its own that the province asked before.</summary>
    /// <param name="key">What it will be called.</param>
    /// <param name="before">The form that the province issued last; null where it has none.</param>
    public FormDefinition WithOwnRows(string key, FormDefinition? before) => this with
    {
        Key = key,
        Former = null,
        Links = null,
        Base = Key,
        Rows = [.. Rows, .. before is null ? [] : before.Rows.Where(row => OwnRows.IsOwn(row.Key)).Select(row => row with { Group = OwnRows.GroupIn(this) })],
        Sums = [.. Sums, .. before is null ? [] : before.Sums.Where(sum => OwnRows.IsOwn(sum.Whole))],
        Activities = [.. Activities, .. before is null ? [] : before.Activities.Where(cell => OwnRows.IsOwn(cell.Row))],
    };

    /// <summary>The row of a key; null where there is none.</summary>
    public DefinedRow? Row(string? key) => Rows.FirstOrDefault(row => row.Key == key);

    /// <summary>The links with what follows from the rows: a row under another name or heading is renamed or moved, a row of the former form that no row takes is gone.</summary>
    public IReadOnlyList<FormLink> LinksFrom(StatisticsForm former)
    {
        var links = (Links ?? []).Where(link => link.To is not null && Row(link.To) is not null && former.Rows.Any(row => row.Key == link.From)).Select(link => Told(link, former)).ToList();
        return [.. links, .. former.Rows.Where(row => links.TrueForAll(link => link.From != row.Key)).Select(row => new FormLink(row.Key, RowRelation.Dropped))];
    }

    FormLink Told(FormLink link, StatisticsForm former)
    {
        if (link.Relation is not (RowRelation.Same or RowRelation.Renamed or RowRelation.Moved)) return link;
        var (was, now) = (former.Row(link.From), Row(link.To)!);
        return link with { Relation = was.ParentKey != now.Parent ? RowRelation.Moved : was.Label != now.Label ? RowRelation.Renamed : RowRelation.Same };
    }
}

/// <summary>A row of a form as it is written down.</summary>
/// <param name="Key">What it is known by in every form that has it.</param>
/// <param name="Group">The group of the printed form, 1 to 99.</param>
/// <param name="Label">What is printed.</param>
/// <param name="Code">The printed code.</param>
/// <param name="Parent">The row it stands under.</param>
/// <param name="AsPrinted">The label with its slips, where a printed form had some.</param>
/// <param name="Unit">What is counted, as printed.</param>
/// <param name="UnitAsPrinted">And with its slips.</param>
/// <param name="Text">The answer is text.</param>
/// <param name="Money">Figures are đồng.</param>
/// <param name="DistrictOnly">Asked only where there are districts.</param>
/// <param name="Columns">The cells, at most one in each of the two printed columns.</param>
public sealed record DefinedRow(
    string Key, int Group, string Label, string? Code = null, string? Parent = null, string? AsPrinted = null, string? Unit = null, string? UnitAsPrinted = null, bool Text = false, bool Money = false, bool DistrictOnly = false,
    IReadOnlyList<DefinedCell>? Columns = null)
{
    /// <summary>The cell in the first or in the second printed column; null where nothing is asked there.</summary>
    public DefinedCell? Cell(bool second) => Columns?.FirstOrDefault(cell => cell.IsSecond == second);

    /// <summary>How a sentence refers to it.</summary>
    public string Name => Code ?? $"“{Label}”";
}

/// <summary>A cell of a row as it is written down.</summary>
public sealed record DefinedCell(Measure Measure, string Title, AddingUp AddingUp, IReadOnlyList<string>? Kinds = null, bool UpperBound = false)
{
    /// <summary>Whether it stands in the second printed column of figures.</summary>
    public bool IsSecond => Measure is Measure.People or Measure.Individuals;
}

/// <summary>The whole is a measure of one row; the parts are that measure of the rows beneath <paramref name="Under"/>, the whole itself apart.</summary>
public sealed record DefinedSum(string Whole, Measure Measure, string Under, Relation Relation, bool Derived = false);
