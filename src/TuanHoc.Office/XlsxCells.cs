using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using InlineText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace TuanHoc.Office;

/// <summary>Writes cell after cell, re-using its elements: a national sheet has hundreds of thousands.</summary>
internal sealed partial class XlsxCells(OpenXmlWriter writer)
{
    /// <summary>Of a line of 12 points, in points.</summary>
    public const double LineHeight = 17;

    private const double HighestRow = 400;

    private readonly Row row = new();
    private readonly Cell cell = new();
    private readonly InlineString inline = new();
    private readonly InlineText text = new() { Space = SpaceProcessingModeValues.Preserve };
    private readonly CellValue value = new();
    private readonly CellFormula formula = new();
    private readonly List<OpenXmlAttribute> attributes = [];

    /// <summary>A row as high as its text needs: not every program fits it by itself.</summary>
    public void StartRow(int lines = 1, bool isHidden = false)
    {
        attributes.Clear();
        if (isHidden)
            attributes.Add(new OpenXmlAttribute("hidden", "", "1"));
        if (lines > 1)
        {
            attributes.Add(new OpenXmlAttribute("ht", "", Math.Min(lines * LineHeight, HighestRow).ToString(CultureInfo.InvariantCulture)));
            attributes.Add(new OpenXmlAttribute("customHeight", "", "1"));
        }
        writer.WriteStartElement(row, attributes);
    }

    /// <summary>How many lines a text takes in a column so many characters wide.</summary>
    public static int Lines(string text, double width) => text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(line.Length / Math.Max(width, 1))));

    public void EndRow() => writer.WriteEndElement();

    /// <summary>Text stays text: written inline, it is never taken for a formula whatever it begins with.</summary>
    public void Text(string content, int style)
    {
        if (content.Length == 0)
        {
            Start(style, type: null);
        }
        else
        {
            Start(style, "inlineStr");
            writer.WriteStartElement(inline);
            text.Text = Escape().Replace(PrintableText.Clean(content), "_x005F_");
            writer.WriteElement(text);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    public void Number(decimal number, int style)
    {
        Start(style, type: null);
        value.Text = number.ToString(CultureInfo.InvariantCulture);
        writer.WriteElement(value);
        writer.WriteEndElement();
    }

    /// <summary>A sum, with what it comes to now for programs that do not add.</summary>
    public void Sum(IReadOnlyList<string> cells, decimal? sum, int style)
    {
        Start(style, type: null);
        formula.Text = $"SUM({string.Join(',', cells)})";
        writer.WriteElement(formula);
        value.Text = (sum ?? 0).ToString(CultureInfo.InvariantCulture);
        writer.WriteElement(value);
        writer.WriteEndElement();
    }

    private void Start(int style, string? type)
    {
        attributes.Clear();
        attributes.Add(new OpenXmlAttribute("s", "", style.ToString(CultureInfo.InvariantCulture)));
        if (type is not null)
            attributes.Add(new OpenXmlAttribute("t", "", type));
        writer.WriteStartElement(cell, attributes);
    }

    // Excel reads _x0041_ in a text as "A"; the underscore itself is written the same way
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
