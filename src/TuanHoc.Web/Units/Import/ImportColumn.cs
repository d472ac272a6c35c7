using TuanHoc.Text;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Import;

/// <summary>A column of a file of units: how the template heads it, and what else people head it with.</summary>
public sealed record ImportColumn(string Header, double Width, params string[] Others)
{
    /// <summary>The sheet that holds the units.</summary>
    public const string Sheet = "Đơn vị";

    public static readonly ImportColumn
        Id = new("Mã hệ thống", 12, "id"),
        Code = new("Mã đơn vị", 14, "code", "ma", "ma truong"),
        Name = new("Tên đơn vị", 48, "name", "ten", "ten truong"),
        Kind = new("Loại", 24, "kind", "loai don vi", "loai hinh"),
        Level = new("Cấp học", 14, "level", "cap"),
        CommuneCode = new("Mã xã", 9, "commune_code", "ma xa phuong", "ma phuong xa", "ma xa, phuong"),
        CommuneName = new("Tên xã", 26, "commune_name", "xa", "xa phuong", "ten xa phuong", "phuong xa", "xa, phuong"),
        Parent = new("Trực thuộc", 36, "parent", "co quan quan ly", "don vi chu quan"),
        ParentId = new("parent_id", 9),
        TerritoryId = new("territory_id", 9);

    /// <summary>What units carry beside their names; blank leaves what stands.</summary>
    public static readonly IReadOnlyList<ImportColumn> Facts =
    [
        new("Vùng khó khăn", 14, "khu vuc", "vung", "difficulty") { Fact = UnitFactKind.Difficulty },
        new("Số người học", 10, "so hoc sinh", "so hoc vien", "learners") { Fact = UnitFactKind.Learners },
        new("Số cán bộ, giáo viên, nhân viên", 12, "so can bo", "so giao vien", "staff") { Fact = UnitFactKind.Staff },
        new("Đầu mối liên hệ", 26, "contact", "lien he") { Fact = UnitFactKind.Contact },
        new("Điện thoại", 16, "phone", "so dien thoai") { Fact = UnitFactKind.Phone },
        new("Thư điện tử", 26, "email", "e-mail") { Fact = UnitFactKind.Email },
        new("Địa chỉ", 36, "address") { Fact = UnitFactKind.Address },
        new("Mã định danh trên hệ thống văn bản", 18, "ma dinh danh", "organization") { Fact = UnitFactKind.Organization },
    ];

    /// <summary>The columns of the template, in order.</summary>
    public static readonly IReadOnlyList<ImportColumn> Template = [Code, Name, Kind, Level, CommuneCode, CommuneName, Parent, .. Facts];

    /// <summary>Every column that is read.</summary>
    public static readonly IReadOnlyList<ImportColumn> All = [Id, .. Template, ParentId, TerritoryId];

    /// <summary>What the files of the export have beside them, which is left aside: it follows from the others.</summary>
    public static readonly IReadOnlyList<string> LeftAside = ["parent_code", "parent_name", "territory_code", "territory_name", "printed_type", "valid_from", "valid_to", "stt", "tt"];

    readonly string[] keys = [SearchKey.Of(Header), .. Others];

    /// <summary>What the column enters of a unit; null for the columns that say which unit it is and where it stands.</summary>
    public UnitFactKind? Fact { get; private init; }

    public bool IsHeadedBy(string key) => keys.Contains(key, StringComparer.Ordinal);

    public string Meaning =>
        this == Id ? T["Số của đơn vị trong hệ thống, có sẵn trong tệp \"đơn vị hiện có\". Để trống với đơn vị mới."]
        : this == Code ? T["Mã của đơn vị, ví dụ mã trường; để trống nếu không có. Định dạng ô là Văn bản (Text) để giữ số 0 ở đầu."]
        : this == Name ? T["Tên đầy đủ như trên con dấu. Bắt buộc."]
        : this == Kind ? T["Một loại trong trang \"Loại\". Bắt buộc."]
        : this == Level ? T["Của trường: một cấp trong trang \"Loại\"."]
        : this == CommuneCode ? T["Mã 5 chữ số của xã, phường nơi đơn vị đặt trụ sở (trang \"Xã\")."]
        : this == CommuneName ? T["Tên xã, phường; đủ khi không nhớ mã. Ghi cả hai thì phải khớp nhau."]
        : Fact == UnitFactKind.Difficulty ? T["I, II, III hoặc đặc biệt khó khăn; không bắt buộc."]
        : Fact is not null ? T["Không bắt buộc; để trống thì giữ nguyên."]
        : T["Cơ quan quản lý, khi không phải là UBND xã ấy: mã hoặc tên, ví dụ Sở Giáo dục và Đào tạo. Báo cáo của đơn vị gửi về đó."];
}
