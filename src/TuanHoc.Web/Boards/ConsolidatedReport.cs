using TuanHoc.Documents;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>
/// The report a unit sends up: Phụ lục I's outline with sentences written from the totals and the unit's own narrative, and the form as an annex.
/// A document is Vietnamese whatever the language of the screen; number, day and name are left to the office.
/// </summary>
public sealed class ConsolidatedReport(TotalsPlace place, ReportFacts facts, ConsolidatedTable? table, OwnWords own, bool acceptedOnly, DateTimeOffset at)
{
    readonly Issuer issuer = Issuer.Of(place, NameOf(facts, facts.ParentId), NameOf(facts, facts.GroundId));

    /// <param name="notes">What the units wrote in words, a little more than the document lists where there is more.</param>
    public AdministrativeDocument Document(ListedNotes notes) => new()
    {
        Letterhead = new Letterhead
        {
            ParentBody = issuer.ParentBody,
            IssuingBody = issuer.Body,
            Notation = issuer.Notation,
            Place = issuer.Place,
            Date = new DocumentDate(null, null, place.LastDay.Year),
        },
        Type = "Báo cáo",
        Subject = $"Kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {Year}",
        Addressees = issuer.Addressee is { } addressee ? [addressee] : [],
        Body =
        [
            .. place.IsSample ? [new Paragraph(Sample) { Italic = true }] : Array.Empty<Block>(),
            new Paragraph($"Thực hiện kế hoạch tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {Year}, {issuer.Body} báo cáo kết quả như sau:"),
            .. Narrative.Sections.GroupBy(section => section.Chapter).Select(Chapter),
            new Paragraph($"Trên đây là báo cáo kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {Year} của {issuer.Body}."),
        ],
        Signature = issuer.Signature,
        Recipients = issuer.Recipients,
        Annexes = table is null ? [] : [new Annex("Phụ lục II", $"Tổng hợp số liệu kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {Year}", [new Paragraph(AsOf) { Italic = true }, new TableBlock((notes.IsEmpty ? table : table with { WhereTexts = "Liệt kê sau bảng" }).Document()), .. notes.Blocks()]) { Landscape = true }],
    };

    /// <summary>What the figures are: how many reports they hold, and which.</summary>
    public string AsOf => $"{(place.IsSample ? Sample + " " : "")}Số liệu tính đến {Vn.Hour(at)} ngày {Vn.Date(Moments.Day(at))}, gồm {N(facts.Reporting.Counted)} báo cáo đã nộp, {N(facts.Reporting.Accepted)} đã duyệt; số trong bảng cộng từ các báo cáo {(acceptedOnly ? "đã duyệt" : "đã nộp, kể cả báo cáo chờ duyệt")}.{place.MapWords}";

    // A file leaves the screen whose foot says so.
    const string Sample = "DỮ LIỆU MẪU: số liệu và tên người là minh họa, không phải số liệu thật.";

    string Year => place.Year.ToString(Vn.Culture);

    string Whole => place.Kind == "nation" ? "Cả nước" : $"Toàn {place.PrintedType ?? "đơn vị"}";

    // The chapters carry their numbers on the screen; a document gives them by place.
    Section Chapter(IGrouping<string, NarrativeSection> chapter) =>
        new(chapter.Key[(chapter.Key.IndexOf(". ", StringComparison.Ordinal) + 2)..], [.. chapter.Select(section => new Section(section.Title, [.. Written(section), .. Told(section)]))]);

    // Who wrote the section of activities had these sentences beside it, and took or changed them; who has reported is said in any case.
    IEnumerable<Block> Written(NarrativeSection section) => section.Key switch
    {
        "activities" when table is not null && !IsTold(section) => FigureSentences.Of(table.Form, table.Sums).Select(sentence => new Bullet(sentence)),
        "results" => Results(),
        _ => [],
    };

    IEnumerable<Block> Told(NarrativeSection section)
    {
        if (IsTold(section))
            return own.Narrative[section.Key].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new Paragraph(line));
        if (section.Key.StartsWith("proposals", StringComparison.Ordinal)) return [new Paragraph("Không có.")];
        return Written(section).Any() ? [] : [new Paragraph($"({issuer.Body} bổ sung: {section.Hint.TrimEnd('.')}.)") { Italic = true }];
    }

    bool IsTold(NarrativeSection section) => own.Narrative.TryGetValue(section.Key, out var text) && !string.IsNullOrWhiteSpace(text);

    IEnumerable<Block> Results()
    {
        if (facts.Kinds.Count > 0)
            yield return new Paragraph($"{Whole} có {Joined(facts.Kinds.Select(kind => $"{N(kind.Counted)}/{N(kind.Asked)} {Word(kind.Kind)}"))} đã nộp báo cáo; {N(facts.Reporting.Accepted)} báo cáo đã được duyệt.");
        if (facts.Missing.Count > 0)
            yield return new Paragraph($"Còn {N(facts.MissingBelow)} đơn vị chưa nộp báo cáo, không tính vào số liệu: {string.Join(", ", facts.Missing.Select(Name))}{(facts.MissingMore > 0 ? $" và {N(facts.MissingMore)} đơn vị khác" : "")}.");
        if (table is not null) yield return new Paragraph("Số liệu chi tiết tại Phụ lục II kèm theo.");
    }

    // The nation is a territory that no committee governs: what stands directly under it has nobody above on its letterhead.
    static UnitName? NameOf(ReportFacts facts, long? unit) => unit is { } id && id != UnitDirectory.Nation ? facts.Names.GetValueOrDefault(id) : null;

    string Name(long unit) => facts.Names.TryGetValue(unit, out var name) ? Issuer.Inside(name.Name) : "";

    static string N(long number) => VietnameseNumber.Whole(number);

    static string Joined(IEnumerable<string> parts) => string.Join(", ", parts);

    static string Word(UnitKind kind) => kind switch
    {
        UnitKind.Province => "tỉnh, thành phố",
        UnitKind.District => "huyện, quận",
        UnitKind.Commune => "xã, phường",
        UnitKind.Agency => "cơ quan",
        UnitKind.Association => "hội, đoàn thể",
        UnitKind.School => "trường",
        UnitKind.Clc => "trung tâm học tập cộng đồng",
        UnitKind.Library => "thư viện",
        UnitKind.Centre => "trung tâm GDNN–GDTX",
        UnitKind.Museum => "bảo tàng",
        UnitKind.CultureHouse => "nhà văn hóa",
        UnitKind.Press => "báo, đài",
        UnitKind.Enterprise => "doanh nghiệp",
        _ => "đơn vị khác",
    };
}
