using TuanHoc.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>The tools that change a unit, by the word in their address.</summary>
public static class ChangeKinds
{
    public const string Rename = "rename", Retype = "retype", Move = "move", Merge = "merge", Split = "split", Close = "close", Open = "open", Rearrange = "rearrange", Reversal = "reversal";

    /// <summary>What a step can do.</summary>
    public static readonly IReadOnlyList<string> All = [Rename, Retype, Move, Merge, Split, Close, Open];

    /// <summary>What can be done to a unit of this kind, in the order in which it is offered.</summary>
    public static IReadOnlyList<string> Of(UnitKind kind) => kind switch
    {
        UnitKind.Nation => [Open],
        _ when UnitNames.IsTerritory(kind) => [Rename, Retype, Merge, Split, Move, Close, Open],
        UnitKind.School => [Rename, Retype, Move, Merge, Split, Close, Open],
        _ => [Rename, Move, Merge, Split, Close, Open],
    };

    public static string Word(string kind) => kind switch
    {
        Rename => T["Đổi tên"],
        Retype => T["Đổi loại"],
        Move => T["Chuyển nơi trực thuộc"],
        Merge => T["Sáp nhập"],
        Split => T["Chia tách"],
        Close => T["Giải thể"],
        Open => T["Thành lập đơn vị bên dưới"],
        Rearrange => T["Sắp xếp đơn vị"],
        _ => T["Hủy quyết định"],
    };

    public static string Explained(string kind) => kind switch
    {
        Rename => T["Tên mới, mã mới từ một ngày; tên và mã cũ còn nguyên cho những ngày trước."],
        Retype => T["Xã thành phường, tỉnh thành thành phố, trường đổi cấp học: vẫn là đơn vị ấy."],
        Move => T["Trực thuộc cơ quan khác, hoặc đứng trên địa bàn khác."],
        Merge => T["Nhiều đơn vị thành một; các đơn vị bên dưới đi theo."],
        Split => T["Một đơn vị thành nhiều phần; xem trước rồi chọn phần cho từng đơn vị bên dưới."],
        Close => T["Đơn vị thôi hoạt động, không có đơn vị kế tục; các đơn vị bên dưới chuyển đi nơi khác."],
        _ => T["Một đơn vị mới trực thuộc đơn vị này."],
    };
}
