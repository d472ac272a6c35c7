using TuanHoc.Text;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>What an invitation may give: a role in a unit, or the administration of the whole.</summary>
public static class Given
{
    public const string Administrator = "administrator";

    /// <summary>The roles of a unit; whoever manages its people may give each of them.</summary>
    public static IReadOnlyList<string> InUnit { get; } = [Roles.Coordinator, Roles.Reporter, Roles.Leader, Roles.Viewer];

    /// <summary>Where a form says that the person must first show a password or a second factor again.</summary>
    public const string Proof = "proof";

    /// <summary>Whether a role can do so much in the unit's name that who gives it is asked who they are.</summary>
    public static bool NeedsProof(string? role) => Roles.Leading.Contains(role);

    public static string Word(string role) => role == Administrator ? T["Quản trị hệ thống"] : Roles.Word(role);

    /// <summary>A role as somebody writes it in a list, with or without marks; null when it is none.</summary>
    public static string? OfWord(string word) => SearchKey.Of(word) switch
    {
        "dieu phoi" or Roles.Coordinator => Roles.Coordinator,
        "nguoi nhap" or Roles.Reporter => Roles.Reporter,
        "lanh dao" or Roles.Leader => Roles.Leader,
        "nguoi xem" or Roles.Viewer => Roles.Viewer,
        _ => null,
    };
}
