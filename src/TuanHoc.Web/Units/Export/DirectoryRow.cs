using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Export;

/// <summary>A unit as it stood on a day, with the units it answered to and stood in, and what it carried, by kind of fact.</summary>
public sealed record DirectoryRow(
    long Id, string Kind, string? Code, string? ParentCode, DateOnly ValidFrom, DateOnly? ValidTo, string Name,
    string? PrintedType, string? Level, long? ParentId, string? ParentName, long? TerritoryId, string? TerritoryCode, string? TerritoryName, IReadOnlyDictionary<string, string>? Facts)
{
    const string Sql = """
        select v.unit_id, v.kind, v.code, p.code, lower(v.valid), upper(v.valid), v.name, v.printed_type, v.level, v.parent_id, p.name, v.territory_id, t.code, t.name, f.carried
          from unit_version v
          left join unit_version p on p.unit_id = v.parent_id and p.valid @> $1
          left join unit_version t on t.unit_id = v.territory_id and t.valid @> $1
          left join (select o.unit_id, jsonb_object_agg(o.kind, o.value)::text as carried from unit_fact o where o.valid @> $1 and o.replaced_at is null group by o.unit_id) f on f.unit_id = v.unit_id
         where v.valid @> $1
         order by case v.kind when 'nation' then 0 when 'province' then 1 when 'district' then 2 when 'commune' then 3 else 4 end, v.kind, v.code, v.unit_id
        """;

    /// <summary>The whole directory of a day, one row after another: the nation first, then by kind and code.</summary>
    public static async IAsyncEnumerable<DirectoryRow> ReadAsync(NpgsqlDataSource source, DateOnly onDay, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = onDay });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            T? Value<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
            yield return new(
                reader.GetInt64(0), reader.GetString(1), Value<string>(2), Value<string>(3), reader.GetFieldValue<DateOnly>(4), Value<DateOnly?>(5), reader.GetString(6),
                Value<string>(7), Value<string>(8), Value<long?>(9), Value<string>(10), Value<long?>(11), Value<string>(12), Value<string>(13),
                Value<string>(14) is { } carried ? JsonSerializer.Deserialize<Dictionary<string, string>>(carried) : null);
        }
    }
}

/// <summary>A column of the exported directory: its name in every file, what it means, and its text, which is null where there is none.</summary>
public sealed record DirectoryColumn(string Name, double Width, Func<DirectoryRow, string?> Of)
{
    /// <summary>What every export has, in this order.</summary>
    public static readonly IReadOnlyList<DirectoryColumn> Short =
    [
        new("id", 9, row => Written(row.Id)), new("kind", 13, row => row.Kind), new("code", 10, row => row.Code), new("parent_code", 11, row => row.ParentCode),
        new("valid_from", 12, row => Written(row.ValidFrom)), new("valid_to", 12, row => Written(row.ValidTo)), new("name", 48, row => row.Name),
    ];

    /// <summary>The columns of the files that people download.</summary>
    public static readonly IReadOnlyList<DirectoryColumn> All =
    [
        .. Short, new("printed_type", 16, row => row.PrintedType), new("level", 16, row => row.Level), new("parent_id", 9, row => Written(row.ParentId)), new("parent_name", 36, row => row.ParentName),
        new("territory_id", 9, row => Written(row.TerritoryId)), new("territory_code", 11, row => row.TerritoryCode), new("territory_name", 30, row => row.TerritoryName),
        .. UnitFactKind.All.Select(kind => new DirectoryColumn(kind.Word, kind.IsNumber ? 9 : 24, row => row.Facts?.GetValueOrDefault(kind.Word))),
    ];

    public string Meaning => Name switch
    {
        "id" => T["Số của đơn vị trong hệ thống; không đổi khi đơn vị đổi tên, đổi mã hay đổi cấp trên."],
        "kind" => T["Loại: nation (cả nước), province (tỉnh, thành phố), district (huyện, đến 30/06/2025), commune (xã, phường, đặc khu), agency (cơ quan), association (hội, đoàn thể), school (trường), clc (trung tâm học tập cộng đồng), library (thư viện), museum, culture-house, centre, press, enterprise, body, neighbourhood."],
        "code" => T["Mã của đơn vị ngày ấy, là chữ: giữ số 0 ở đầu. Trống khi đơn vị không có mã. Một mã có thể thuộc các đơn vị khác nhau ở những ngày khác nhau."],
        "parent_code" => T["Mã của đơn vị cấp trên ngày ấy; trống khi cấp trên không có mã."],
        "valid_from" => T["Ngày đầu tiên đơn vị có tên, mã và cấp trên như dòng này (năm-tháng-ngày)."],
        "valid_to" => T["Ngày sau ngày cuối cùng của dòng này; trống khi chưa kết thúc."],
        "name" => T["Tên đầy đủ của đơn vị ngày ấy."],
        "printed_type" => T["Loại hình như in trên văn bản: tỉnh, phường, trường tiểu học …"],
        "level" => T["Cấp học của trường: preschool (mầm non), primary (tiểu học), lower-secondary (THCS), upper-secondary (THPT), mixed (nhiều cấp), college (cao đẳng), university (đại học)."],
        "parent_id" => T["Số của đơn vị cấp trên: nơi đơn vị gửi báo cáo."],
        "parent_name" => T["Tên của đơn vị cấp trên ngày ấy."],
        "territory_id" => T["Số của đơn vị hành chính nơi đơn vị đặt trụ sở, chỉ ghi khi khác địa bàn của cấp trên."],
        "territory_code" => T["Mã của đơn vị hành chính nơi đặt trụ sở, chỉ ghi khi khác địa bàn của cấp trên."],
        "organization" => T["Mã định danh điện tử của đơn vị trên trục liên thông văn bản (13 ký tự), nếu có."],
        "difficulty" => T["Vùng khó khăn ngày ấy: I, II, III (khu vực) hoặc special (đặc biệt khó khăn)."],
        "learners" => T["Số người học ngày ấy, của trường, TTHTCĐ, trung tâm."],
        "staff" => T["Số cán bộ, giáo viên, nhân viên ngày ấy."],
        "contact" => T["Đầu mối liên hệ ngày ấy: bộ phận hoặc chức danh."],
        "phone" => T["Điện thoại của đơn vị ngày ấy."],
        "email" => T["Thư điện tử của đơn vị ngày ấy."],
        "address" => T["Địa chỉ của đơn vị ngày ấy."],
        "territory_name" => T["Tên của đơn vị hành chính nơi đặt trụ sở, chỉ ghi khi khác địa bàn của cấp trên."],
        _ => throw new InvalidOperationException($"nothing says what the column {Name} means"),
    };

    static string? Written(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
