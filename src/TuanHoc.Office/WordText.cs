using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace TuanHoc.Office;

/// <summary>
/// The text of a Word document as printed: automatic numbers, accepted changes, results of fields; without comments, notes, headers and hidden text.
/// </summary>
internal sealed class WordText
{
    private readonly XNamespace w;
    private readonly WordNumbering numbering;
    private readonly Stack<bool> fieldsInCode = [];
    private int codes;
    private StringBuilder? carried;

    private WordText(XNamespace w, WordNumbering numbering) => (this.w, this.numbering) = (w, numbering);

    public static string Of(XElement document, WordNumbering numbering)
    {
        var reader = new WordText(document.Name.Namespace, numbering);
        var lines = new List<string>();
        reader.Blocks(document.Elements(reader.w + "body").Elements(), lines);
        var text = new StringBuilder();
        var blank = true;
        foreach (var line in lines.SelectMany(line => line.Split('\n')).Select(line => line.Replace('\u00A0', ' ').TrimEnd(' ')))
        {
            if (line.Length > 0 || !blank)
                text.Append(line).Append('\n');
            blank = line.Length == 0;
        }
        return PrintableText.Clean(text.ToString());
    }

    /// <summary>The elements themselves, and those within what only wraps them; of two renderings of one thing, the first.</summary>
    public static IEnumerable<XElement> Unwrapped(IEnumerable<XElement> elements) => elements.SelectMany(element => element.Name.LocalName switch
    {
        "sdt" => Unwrapped(element.Elements().Where(child => child.Name.LocalName == "sdtContent").Elements()),
        "AlternateContent" => Unwrapped(element.Elements().Take(1).Elements()),
        "ins" or "moveTo" or "customXml" or "smartTag" or "hyperlink" or "fldSimple" or "dir" or "bdo" => Unwrapped(element.Elements()),
        _ => [element],
    });

    public void Blocks(IEnumerable<XElement> elements, List<string> lines)
    {
        foreach (var element in Unwrapped(elements))
            if (element.Name == w + "p")
                Paragraph(element, lines);
            else if (element.Name == w + "tbl")
                lines.AddRange(new WordTable(w, element).Lines(this));
    }

    private void Paragraph(XElement paragraph, List<string> lines)
    {
        var text = carried ?? new StringBuilder();
        carried = null;
        var boxes = new List<XElement>();
        Runs(paragraph.Elements(), text, boxes);
        var properties = paragraph.Element(w + "pPr");
        var goesOn = properties?.Element(w + "rPr")?.Element(w + "del") is not null;
        if (!goesOn)
        {
            var number = numbering.Next(properties);
            var line = text.ToString();
            lines.Add(number is null || string.IsNullOrWhiteSpace(line) ? line : $"{number} {line}");
        }
        foreach (var box in boxes)
            Blocks(box.Elements(), lines);
        // Its end is deleted: it goes on in the next paragraph
        if (goesOn)
            carried = text;
    }

    private void Runs(IEnumerable<XElement> elements, StringBuilder text, List<XElement> boxes)
    {
        foreach (var element in Unwrapped(elements))
        {
            if (element.Name == w + "r")
                Run(element, text, boxes);
            else if (element.Name.LocalName is "oMath" or "oMathPara")
                text.Append(string.Concat(element.Descendants().Where(part => part.Name.LocalName == "t").Select(part => part.Value)));
        }
    }

    private void Run(XElement run, StringBuilder text, List<XElement> boxes)
    {
        var properties = run.Element(w + "rPr");
        var hidden = IsOn(properties, "vanish");
        var printed = new StringBuilder();
        foreach (var piece in Unwrapped(run.Elements()))
        {
            if (piece.Name == w + "fldChar")
                Field((string?)piece.Attribute(w + "fldCharType"));
            else if (!hidden && codes == 0)
                Piece(piece, printed, boxes);
        }
        text.Append(IsOn(properties, "caps") ? printed.ToString().ToUpperInvariant() : printed);
    }

    private void Piece(XElement piece, StringBuilder text, List<XElement> boxes)
    {
        switch (piece.Name.LocalName)
        {
            case "t":
                text.Append(piece.Value);
                break;
            case "tab" or "ptab":
                text.Append('\t');
                break;
            case "br" or "cr":
                text.Append('\n');
                break;
            case "noBreakHyphen":
                text.Append('-');
                break;
            case "sym" when Symbol(piece) is { } symbol:
                text.Append(symbol);
                break;
            case "drawing" or "pict" or "object":
                boxes.AddRange(Boxes(piece));
                break;
        }
    }

    // Boxes within a box are found when its own paragraphs are read
    private IEnumerable<XElement> Boxes(XElement element) =>
        Unwrapped(element.Elements()).SelectMany(child => child.Name == w + "txbxContent" ? [child] : Boxes(child));

    private void Field(string? mark)
    {
        if (mark != "begin" && fieldsInCode.TryPop(out var inCode) && inCode)
            codes--;
        if (mark == "begin")
            codes++;
        if (mark is "begin" or "separate")
            fieldsInCode.Push(mark == "begin");
    }

    // From F000 on stand the signs of picture fonts, which have no letter
    private char? Symbol(XElement symbol) =>
        ushort.TryParse((string?)symbol.Attribute(w + "char"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && code is >= 0x20 and < 0xD800 ? (char)code : null;

    private bool IsOn(XElement? properties, string name) =>
        properties?.Element(w + name) is { } element && (string?)element.Attribute(w + "val") is not ("0" or "false" or "off");
}
