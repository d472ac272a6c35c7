using TuanHoc.Web.Kit;

namespace TuanHoc.Web.People;

/// <summary>The letter that brings a link; in Vietnamese, whatever language the one who invites reads.</summary>
static class InvitationLetter
{
    public const string Subject = "Lời mời vào phần mềm Tuần lễ học tập suốt đời (TuanHoc)";

    public static string Text(MadeLink link, string madeBy) => $"""
        Kính gửi {link.FullName},

        {madeBy} mời anh/chị dùng phần mềm TuanHoc với vai trò {Role(link.Role)}{(link.UnitName.Length == 0 ? "" : $" tại {link.UnitName}")}.

        Mở liên kết này để nhận; liên kết dùng một lần, đến hết ngày {Vn.Date(link.LastUse)}:

        {link.Url}

        Ai mở liên kết trước thì dùng được nó, nên xin đừng chuyển cho người khác. Nếu anh/chị không biết việc này, xin bỏ qua thư.
        """;

    static string Role(string role) => role switch
    {
        Given.Administrator => "quản trị hệ thống",
        Roles.Coordinator => "điều phối",
        Roles.Reporter => "người nhập",
        Roles.Leader => "lãnh đạo",
        _ => "người xem",
    };
}
