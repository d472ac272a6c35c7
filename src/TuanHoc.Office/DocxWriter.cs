using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using TuanHoc.Documents;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using RunText = DocumentFormat.OpenXml.Wordprocessing.Text;
using static TuanHoc.Office.Decree30;
using static TuanHoc.Office.DocxParts;

namespace TuanHoc.Office;

using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

/// <summary>An administrative document as a Word file in the layout of Decree 30/2020/NĐ-CP.</summary>
public static class DocxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string NumberHeader = "rId2", EmptyHeader = "rId3";
    private const int TextWidthPortrait = PageWidth - Left - Right, TextWidthLandscape = PageHeight - Left - Right;

    // The decree asks for a rule between a third and a half of the text above it
    private const double RuleShare = 0.4;

    private static readonly int[] Letterheads = [3969, TextWidthPortrait - 3969];
    private static readonly int[] Signatures = [4300, TextWidthPortrait - 4300];

    /// <summary>Writes a .docx; the same document gives the same bytes. The stream need not seek and stays open.</summary>
    public static void Write(AdministrativeDocument document, Stream output)
    {
        using var package = new PackageFile(output);
        package.Relationships("", ("rId1", "officeDocument", "word/document.xml"));
        package.Part("word/document.xml", Word + "document.main+xml", new Document(Body(document)));
        package.Relationships("word/document.xml", ("rId1", "styles", "styles.xml"), (NumberHeader, "header", "header1.xml"), (EmptyHeader, "header", "header2.xml"));
        package.Part("word/styles.xml", Word + "styles+xml", StyleSheet());
        package.Part("word/header1.xml", Word + "header+xml", new Header(new Paragraph(
            new ParagraphProperties { ParagraphStyleId = new ParagraphStyleId { Val = Decree30.PageNumber.Id } }, new SimpleField(new Run(new RunText("2"))) { Instruction = " PAGE " })));
        package.Part("word/header2.xml", Word + "header+xml", new Header(Gap()));
    }

    private static Body Body(AdministrativeDocument document)
    {
        var body = new Body(Head(document));
        body.Append(Title(document));
        body.Append(document.AddresseeLines.Select((line, place) => Line(place == 0 ? Addressee : AddresseeItem, line)));
        body.Append(document.BasisLines.Select(line => Line(Basis, line)));
        body.Append(document.BodyLines.Select(line => Block(line, TextWidthPortrait)));
        KeepWithSignature(body.LastChild as Paragraph);
        body.Append(Foot(document));
        var section = Section(landscape: false, numberedApart: false);
        foreach (var annex in document.Annexes)
        {
            body.Append(Gap(section));
            body.Append(Annex(annex, document.AnnexNote));
            section = Section(annex.Landscape, numberedApart: true);
        }
        body.Append(Gap(), section);
        return body;
    }

    private static Table Head(AdministrativeDocument document)
    {
        var head = document.Letterhead;
        var issuerWidth = head.IssuerLines.Max(line => TextWidth.Bold(line, Issuer.Size));
        return SideBySide(Letterheads,
            [
                [.. head.ParentLines.Select(line => Line(Parent, line)), .. head.IssuerLines.Select(line => Line(Issuer, line)),
                    Rule((int)(Math.Min(issuerWidth, Letterheads[0]) * RuleShare), Letterheads[0])],
                [Line(Nation, Letterhead.Nation), Line(Motto, Letterhead.Motto), Rule(TextWidth.Bold(Letterhead.Motto, Motto.Size), Letterheads[1])],
            ],
            [
                document.LetterSubject is { } subject ? [Line(Number, head.NumberLine), Line(LetterSubject, subject)] : [Line(Number, head.NumberLine)],
                [Line(PlaceDate, head.PlaceLine)],
            ]);
    }

    private static IEnumerable<Paragraph> Title(AdministrativeDocument document)
    {
        if (document.TypeLine is not { } type)
            return [];
        var width = TextWidth.Bold(document.Subject, Subject.Size);
        var rule = Rule((int)(BalancedWidth(width, TextWidthPortrait) * RuleShare), TextWidthPortrait);
        rule.ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines { Before = "80", After = "240" };
        return [Line(Decree30.Type, type), Balanced(Line(Subject, document.Subject), width, TextWidthPortrait), rule];
    }

    private static OpenXmlElement Block(BodyLine line, int width) => line switch
    {
        { Table: { } table } => Ruled(table, width),
        { Role: LineRole.PartTitle } => Line(PartTitle, line.Text),
        { Role: LineRole.ClauseTitle } => Line(ClauseTitle, line.Text),
        _ => Line(Decree30.Text, line.Text, line.Bold, line.Italic),
    };

    // A signature never stands alone on a page
    private static void KeepWithSignature(Paragraph? last)
    {
        if (last?.ParagraphProperties is { } properties)
            properties.KeepNext = new KeepNext();
    }

    private static IEnumerable<OpenXmlElement> Foot(AdministrativeDocument document)
    {
        if (document.Signature is null && document.Recipients is [])
            return [];
        IEnumerable<OpenXmlElement> recipients = document.RecipientLines.Select((line, place) => Line(place == 0 ? Decree30.Recipients : RecipientItem, line));
        IEnumerable<OpenXmlElement> signature = document.Signature is { } signer
            ? [.. signer.CapitalLines.Select(line => Line(Authority, line)), Line(SignerName, signer.Name)]
            : [Gap()];
        return [SideBySide(Signatures, [recipients.DefaultIfEmpty(Gap()), signature])];
    }

    private static IEnumerable<OpenXmlElement> Annex(Annex annex, string note)
    {
        var width = annex.Landscape ? TextWidthLandscape : TextWidthPortrait;
        var noteLine = Balanced(Line(AnnexNote, note), TextWidth.Bold(note, AnnexNote.Size), width);
        noteLine.ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines { After = "240" };
        return [Line(AnnexTitle, annex.Title), Line(AnnexName, annex.Name.ToUpperInvariant()), noteLine,
            .. BodyLines.Of(annex.Blocks).Select(line => Block(line, width))];
    }

    private static SectionProperties Section(bool landscape, bool numberedApart)
    {
        var section = new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = NumberHeader },
            new HeaderReference { Type = HeaderFooterValues.First, Id = EmptyHeader },
            new SectionType { Val = SectionMarkValues.NextPage },
            landscape
                ? new PageSize { Width = PageHeight, Height = PageWidth, Orient = PageOrientationValues.Landscape }
                : new PageSize { Width = PageWidth, Height = PageHeight },
            new PageMargin { Top = Top, Bottom = Bottom, Left = Left, Right = Right, Header = PageNumberFromTop, Footer = PageNumberFromTop, Gutter = 0 });
        if (numberedApart)
            section.Append(new PageNumberType { Start = 1 });
        section.Append(new TitlePage());
        return section;
    }
}
