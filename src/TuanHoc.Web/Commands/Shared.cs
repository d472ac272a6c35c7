using System.CommandLine;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>Options several verbs have.</summary>
static class Shared
{
    // Where "serve" puts data: for real use, as a sample, and without either word.
    static readonly string[] Places = ["data/real", "data/sample", "data"];

    /// <summary>The folder of data a verb makes where there is none.</summary>
    public static Option<string> Folder(string otherwise) => Named(new Option<string>("--data")
    {
        Description = $"Thư mục dữ liệu (mặc định {otherwise}); với ConnectionStrings__TuanHoc thì dùng máy chủ đó.",
        DefaultValueFactory = _ => otherwise,
    });

    /// <summary>The folder of data that are there already; without it, the only one that "serve" made.</summary>
    public static Option<string?> Existing() => Named(new Option<string?>("--data")
    {
        Description = $"Thư mục dữ liệu (mặc định thư mục đang có dữ liệu trong {string.Join(", ", Places)}); với ConnectionStrings__TuanHoc thì dùng máy chủ đó.",
    });

    /// <summary>An empty name would be the folder in which one happens to stand.</summary>
    public static Option<T> Named<T>(Option<T> folder) where T : class?
    {
        folder.HelpName = "THƯ-MỤC";
        folder.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) result.AddError("--data cần tên thư mục.");
        });
        return folder;
    }

    /// <summary>The folder meant by a verb that was given none: a new and empty one would only hide that the data lie elsewhere.</summary>
    public static string Found() => OnlyOne() ?? throw new Refusal($"Không thấy dữ liệu trong {string.Join(", ", Places)} của thư mục này. Hãy chỉ thư mục dữ liệu bằng --data.");

    /// <summary>The only folder with data; null where there is none, and refused where there are several.</summary>
    public static string? OnlyOne() => Places.Where(folder => DataPlace.Of(folder).HasData).ToList() switch
    {
        [] => null,
        [var only] => only,
        var several => throw new Refusal($"Có dữ liệu ở {string.Join(" và ", several)}. Hãy chọn một bằng --data."),
    };
}
