using System.Text.RegularExpressions;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Plans.Reading;

/// <summary>Number, day, place, issuer and title; what the letterhead leaves blank may stand in an annex ("Kèm theo Kế hoạch số …").</summary>
internal static partial class HeaderReader
{
    private const string
        OnlyInAnnex = "Chỉ đọc được trong phụ lục.",
        OtherSymbol = "Ký hiệu trong số văn bản không phải của loại văn bản này.",
        OnlyAddressed = "Không có tên loại và số, chỉ thấy “Kính gửi”.";

    public static PlanHeader Read(PlanText plan)
    {
        var day = DateLine(plan);
        var issuer = IssuerReader.Read(plan);
        var number = Number(plan, OwnNumber(plan.Type?.Value)) ?? NumberInAnnex(plan) ?? (Number(plan, AnyNumber()) is { } other ? other with { Doubt = OtherSymbol } : null);
        return new PlanHeader(
            issuer.Name,
            issuer.Level,
            number,
            day?.Place,
            day?.Date ?? DateInAnnex(plan),
            plan.Title is { } title ? new(title.Text, title.At) : null,
            plan.Year)
        {
            Type = plan.Type is not { } type ? null
                : number?.Doubt == OtherSymbol ? type with { Doubt = OtherSymbol }
                : type.Value == DocumentType.Letter && number is null && plan.Title is null ? type with { Doubt = OnlyAddressed }
                : type,
        };
    }

    private static Regex OwnNumber(DocumentType? type) => type switch { DocumentType.Letter => LetterNumber(), DocumentType.Guidance => GuidanceNumber(), _ => HeadNumber() };

    private static Told<string>? Number(PlanText plan, Regex pattern)
    {
        var lines = plan.Letterhead;
        for (var i = 0; i < lines.Count; i++)
        {
            // A narrow column may break "Số: 4595" from "/KH-UBND".
            var pair = i + 1 < lines.Count ? Passage.Join([lines[i].Cells[0], lines[i + 1].Cells[0]]) : lines[i].Cells[0];
            foreach (var place in lines[i].Cells.Append(pair))
            {
                if (pattern.Match(place.Key) is { Success: true } found && found.Groups["n"].Length > 0)
                {
                    var stated = place.Slice(found.Groups["whole"]);
                    return new(stated.Text.Replace(" ", "", StringComparison.Ordinal), stated.At);
                }
            }
        }

        return null;
    }

    private static Told<string>? NumberInAnnex(PlanText plan) =>
        (from attached in plan.Annexes.Select(annex => annex.Attached).OfType<Passage>()
         let found = AnnexNumber().Match(attached.Key)
         where found.Success
         let stated = attached.Slice(found.Groups["whole"])
         select new Told<string>(stated.Text.Replace(" ", "", StringComparison.Ordinal), stated.At, OnlyInAnnex)).FirstOrDefault();

    private static Told<DateOnly>? DateInAnnex(PlanText plan) =>
        (from attached in plan.Annexes.Select(annex => annex.Attached).OfType<Passage>()
         let found = AnnexNumber().Match(attached.Key)
         where found.Success
         from day in VietnameseDate.Days(attached.Key)
         let date = day.On(month: null, year: null)
         where day.Index >= found.Index && date is not null
         select new Told<DateOnly>(date.Value, attached.Slice(day.Index, day.Length).At, OnlyInAnnex)).FirstOrDefault();

    private static (Told<string>? Place, Told<DateOnly>? Date)? DateLine(PlanText plan)
    {
        foreach (var cell in plan.Letterhead.SelectMany(line => line.Cells.Count > 1 ? line.Cells.Prepend(line.Text) : line.Cells).Reverse())
        {
            if (PlaceAndDay().Match(cell.Key) is not { Success: true } found)
            {
                continue;
            }

            var place = cell.Slice(found.Groups["place"]).Trim(" .");
            var day = VietnameseDate.Days(cell.Key).Where(day => day.Index >= found.Groups["day"].Index)
                .Select(day => day.On(month: null, year: null) is { } date ? new Told<DateOnly>(date, cell.Slice(day.Index, day.Length).At) : null)
                .FirstOrDefault(day => day is not null);
            return (place.Length == 0 ? null : new(place.Text, place.At), day);
        }

        return null;
    }

    [GeneratedRegex(@"\bso ?[:.]? ?(?<whole>(?<n>\d*) ?/ ?kh( ?- ?[a-z&]+( ?[-.&] ?[a-z]+){0,2})?|(?<n>\d+) ?- ?kh ?/ ?[a-z&]+)", Patterns.Bounded)]
    private static partial Regex HeadNumber();

    [GeneratedRegex(@"\bso ?[:.]? ?(?<whole>(?<n>\d*) ?/ ?hd( ?- ?[a-z&]+( ?[-.&] ?[a-z]+){0,2})?|(?<n>\d+) ?- ?hd ?/ ?[a-z&]+)", Patterns.Bounded)]
    private static partial Regex GuidanceNumber();

    /// <summary>A letter's number has no type in it: "123/SGDĐT-GDTX", "12/UBND-VX1".</summary>
    [GeneratedRegex(@"\bso ?[:.]? ?(?<whole>(?<n>\d+) ?/ ?(?!(kh|hd|bc|qd|nq|ct|ttr|tb|gm|bb)\b)[a-z][a-z0-9&]{0,20}( ?[-.&] ?[a-z][a-z0-9]{0,20}){0,3})", Patterns.Bounded)]
    private static partial Regex LetterNumber();

    [GeneratedRegex(@"\bso ?[:.]? ?(?<whole>(?<n>\d+) ?/ ?[a-z][a-z0-9&]{0,20}( ?[-.&] ?[a-z][a-z0-9]{0,20}){0,3})", Patterns.Bounded)]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"kem (theo )?ke hoach so ?:? ?(?<whole>\d+ ?/ ?kh(-[a-z&.-]+)?)", Patterns.Bounded)]
    private static partial Regex AnnexNumber();

    [GeneratedRegex(@"(kh ?- ?[a-z&]+([-.&][a-z]+){0,2} )?(?<place>[^,;:/0-9]{0,40}( \d{1,2})?), ?(?<day>ngay\b[^,;]{0,12}?(thang|[/.-])( |\d|$))", Patterns.Bounded)]
    private static partial Regex PlaceAndDay();
}
