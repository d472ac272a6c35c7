using System.Text.RegularExpressions;
using TuanHoc.Documents;
using TuanHoc.Plans.Bodies;
using TuanHoc.Text;

namespace TuanHoc.Plans.Writing;

/// <summary>What a plan above hands down to one written under it.</summary>
internal static partial class UpperFacts
{
    /// <summary>The plan itself, then what it stands on.</summary>
    public static IReadOnlyList<DraftBasis> Bases(Plan upper)
    {
        var own = upper.Header.Number?.Value is { } number
            ? [new DraftBasis(Kind(number), number, upper.Header.IssuedOn?.Value, upper.Header.Issuer is { } issuer ? Running(issuer.Value) : null, upper.Header.Title?.Value)]
            : Array.Empty<DraftBasis>();
        return [.. own, .. upper.LegalBases.Where(basis => basis.Where == BasisPlace.Basis && basis.Date is not null)
            .Select(basis => new DraftBasis(Wording.UpperFirst(basis.Kind ?? "Văn bản"), basis.Number, basis.Date, basis.Issuer, Subject: null))];
    }

    /// <summary>The stretch within which the lower units choose their day.</summary>
    public static IReadOnlyList<DraftCeremony> Ceremonies(Plan upper) =>
        [.. upper.OpeningCeremonies.Where(ceremony => ceremony.DateFrom is not null).Take(1)
            .Select(ceremony => new DraftCeremony(Date: null, ceremony.DateFrom, ceremony.DateTo, ceremony.Time, Venue: null, Online: false))];

    public static IReadOnlyList<DraftAssignment> Tasks(Plan upper, DraftIssuer issuer, IReadOnlyCollection<string> ours)
    {
        var isOurs = IsOurs(upper, ours);
        var tasks = upper.Assignments.Where(body => isOurs(body.Agency)).SelectMany(body => body.Tasks).Select(Task).ToList();
        return tasks.Count == 0 ? [] : [new DraftAssignment(issuer.StandingAgency ?? issuer.Name, IsAsked: false, tasks)];
    }

    /// <summary>What the upper plan has the issuer hand up.</summary>
    public static IReadOnlyList<DraftDeadline> Deadlines(Plan upper, DraftIssuer issuer, IReadOnlyCollection<string> ours)
    {
        var isOurs = IsOurs(upper, ours);
        return [.. upper.Deadlines.Where(deadline => deadline.Who is null || isOurs(deadline.Who))
            .Select(deadline => new DraftDeadline(deadline.What, deadline.Date, deadline.Time, deadline.Bound, issuer.Name, deadline.To, deadline.Via, deadline.Email) { WithPictures = deadline.WithPictures })];
    }

    /// <summary>"ỦY BAN NHÂN DÂN PHƯỜNG MẪU" of a letterhead, as a sentence names it.</summary>
    public static string Running(string name)
    {
        if (name.Any(char.IsLower))
            return name;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var common = CommonWords().Match(SearchKey.Of(name)).Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return string.Join(' ', words.Select((word, place) => place > 0 && place < common ? word.ToLowerInvariant() : word[0] + word[1..].ToLowerInvariant()));
    }

    /// <summary>Whether a body of the upper plan is the unit, alone or among others: "Các sở, ban, ngành; UBND các xã, phường" is each of these.</summary>
    public static Predicate<string> IsOurs(Plan upper, IReadOnlyCollection<string> ours)
    {
        var level = upper.Header.IssuerLevel?.Value ?? IssuerLevel.Province;
        var keys = ours.Select(BodyKey.Of).ToHashSet(StringComparer.Ordinal);
        var members = ours.Select(name => DeadlineTasks.Members(name, level)).ToList();
        return agency => keys.Contains(BodyKey.Of(agency)) || members.Exists(DeadlineTasks.Members(agency, level).IsSupersetOf);
    }

    /// <summary>The order without the sentence that dates it, which is written anew.</summary>
    public static DraftTask Task(PlanTask task)
    {
        var text = task.Due is null ? task.Text : Dating().Replace(task.Text, "");
        return new DraftTask(Wording.Bare(text), task.Output ?? TaskOutputs.Of(task.Text), task.Due, task.Bound ?? DeadlineBound.By, task.DueTo, PlanTasks.Partners(task)) { Time = task.Time };
    }

    /// <summary>What a document of this number is: "12/KH-UBND" a plan, "5678/BGDĐT-GDTX" a letter.</summary>
    private static string Kind(string number) => KindOfNumber().Match(number).Value switch { "KH" => "Kế hoạch", "HD" => "Hướng dẫn", "QĐ" => "Quyết định", _ => "Công văn" };

    [GeneratedRegex(@"(?<=/ ?)(KH|HD|QĐ)(?=[- ])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KindOfNumber();

    [GeneratedRegex(@"^(uy ban nhan dan (tinh|thanh pho|xa|phuong|dac khu)?|so|phong|truong( (mam non|tieu hoc|trung hoc co so|trung hoc pho thong))?|hoi)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommonWords();

    [GeneratedRegex(@"[.,;]? *(([Gg]ửi|[Hh]oàn thành|[Nn]ộp)[^.;,]{0,200}|[Hh]ạn[^.;,]{0,40})?(trước|chậm nhất|muộn nhất)[^.;,]{0,25}ngày \d{1,2}[^.;,]{0,20}|[.,;]? *([Gg]ửi|[Hh]oàn thành|[Nn]ộp)[^.;,]{0,200}? vào[^.;,]{0,25}ngày \d{1,2}[^.;,]{0,20}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dating();
}
