using System.CommandLine;

namespace TuanHoc.Web.Commands;

/// <summary>Options several verbs have.</summary>
static class Shared
{
    public static Option<string> Folder(string otherwise) => new("--data")
    {
        Description = $"Thư mục dữ liệu (mặc định {otherwise}); với ConnectionStrings__TuanHoc thì dùng máy chủ đó.",
        HelpName = "THƯ-MỤC",
        DefaultValueFactory = _ => otherwise,
    };
}
