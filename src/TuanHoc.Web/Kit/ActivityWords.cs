using TuanHoc.Activities;

namespace TuanHoc.Web.Kit;

/// <summary>What stands in the file of kinds, in the language of the page.</summary>
public static class ActivityWords
{
    /// <summary>A kind; one that this program does not know is called as it is stored.</summary>
    public static string Kind(string kind) => ActivityKinds.Find(kind) is { } known ? Of(known.Vi, known.En) : kind;

    public static string Group(ActivityGroup group) => Of(group.Vi, group.En);

    public static string HowMany(ActivityKind kind) => Of(kind.HowMany.Vi, kind.HowMany.En);

    public static string Count(KindCount count) => Of(count.Vi, count.En);

    public static string List(KindList list) => Of(list.Name.Vi, list.Name.En);

    public static string Hint(KindList list) => Of(list.Hint.Vi, list.Hint.En);

    static string Of(string vi, string en) => Words.English ? en : vi;
}
