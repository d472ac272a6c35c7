using Npgsql;
using NpgsqlTypes;
using Quartz;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Activities.Seats;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>Something that is deleted some days after its last use; the statement deletes what is older than $1 and returns a row for each.</summary>
public sealed record RetentionRule(string Setting, int Default, Func<int, string> Said, string Sql);

/// <summary>How long things are kept. Settings "Retention:…" in days; once a day what is older is deleted, with an audit line that says how much.</summary>
public sealed class Retention(IConfiguration settings, NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    public static readonly IReadOnlyList<RetentionRule> Rules =
    [
        new("SignInDays", 30, days => T["Những lần đăng nhập không dùng nữa: thiết bị, địa chỉ, thời gian. Xóa sau {0} ngày.", days], "delete from session where seen_at < $1 returning 1"),
        new("AttemptDays", 7, days => T["Số lần gõ sai mật khẩu, theo tên đã băm. Xóa sau {0} ngày.", days], "delete from sign_in_attempt where last_at < $1 returning 1"),
        new("InvitationDays", 90, days => T["Lời mời đã dùng hoặc đã hết hạn. Xóa sau {0} ngày.", days], "delete from invitation where coalesce(used_at, expires_at) < $1 returning 1"),
        new("MailDays", 90, days => T["Thư đã gửi hoặc không gửi được: gửi tới ai, về việc gì. Xóa sau {0} ngày.", days], "delete from mail where state <> 'queued' and made_at < $1 returning 1"),
        new("MessageDays", 400, days => T["Tin nhắn trong phần mềm. Xóa sau {0} ngày.", days], "delete from message where at < $1 returning 1"),
        new("BouncedDays", 180, days => T["Địa chỉ thư bị trả lại, và vì sao. Xóa sau {0} ngày.", days], "delete from bounced_address where at < $1 returning 1"),
        new("CalendarDays", 30, days => T["Địa chỉ lịch riêng đã thôi dùng, ở dạng băm. Xóa sau {0} ngày.", days], "delete from calendar_feed where revoked_at < $1 returning 1"),
        new("TokenDays", 30, days => T["Khóa API đã hết hạn, ở dạng băm. Xóa sau {0} ngày.", days], "delete from api_token where expires_at < $1 returning 1"),
        new(SeatKeeping.Setting, SeatKeeping.Default, days => T["Đăng ký tham gia hoạt động: tên, liên hệ, số người. Xóa {0} ngày sau khi hoạt động kết thúc.", days], SeatKeeping.Sql),
        new(Flags.Setting, Flags.Default, days => T["Báo cáo của người dân về nội dung không phù hợp, cùng địa chỉ thư họ để lại. Xóa sau {0} ngày.", days], "delete from activity_flag where made_at < $1 returning 1"),
        new(Feedback.Setting, Feedback.Default, days => T["Lời góp ý của người dự về hoạt động, không có tên. Xóa sau {0} ngày; con số chung còn lại.", days], Feedback.Sql),
        new("CertificateDays", 1826, days => T["Giấy chứng nhận tham gia: tên người dự, để ai cũng kiểm tra được bằng mã. Xóa sau {0} ngày.", days], "delete from certificate where made_at < $1 returning 1"),
        new("ErasureDays", 1095, days => T["Đề nghị xóa dữ liệu cá nhân đã có quyết định. Xóa sau {0} ngày.", days], "delete from erasure where decided_at < $1 returning 1"),
        new("ImportDays", 90, days => T["Tệp đơn vị đã bỏ hoặc để đó không ghi, cùng những ô đã đọc từ tệp. Xóa sau {0} ngày.", days],
            "delete from unit_import where state in ('removed', 'refused', 'checked', 'failed') and changed_at < $1 returning 1"),
        new("WorkbookDays", 30, days => T["Tệp biểu số liệu đã gửi, cùng những ô đã đọc từ tệp. Xóa sau {0} ngày.", days],
            "delete from workbook_upload where state not in ('reading', 'writing') and changed_at < $1 returning 1"),
        new("ActivityFileDays", 30, days => T["Tệp hoạt động đã gửi, cùng những ô đã đọc từ tệp mà không ghi. Xóa sau {0} ngày.", days], "delete from activity_import where changed_at < $1 returning 1"),
        // Answers stay: the same file sent again is not asked the same again.
        new("ImportReadDays", 90, days => T["Những ô đã đọc từ tệp đơn vị đã ghi, trừ câu trả lời. Xóa sau {0} ngày.", days],
            "delete from unit_import_finding f using unit_import i where i.id = f.import_id and i.state = 'applied' and i.changed_at < $1 and f.answer is null returning 1"),
    ];

    /// <summary>What is kept for good, and why.</summary>
    public static IReadOnlyList<string> ForGood =>
    [
        T["Địa chỉ IP trong dòng nhật ký: giữ cùng dòng, không xóa. Dòng được niêm phong bằng mã băm của mọi ô trong đó; xóa một ô thì không ai kiểm chứng được nữa rằng các ô kia còn nguyên."],
    ];

    // Less than a day would end what is in use.
    public int Days(RetentionRule rule) => Math.Max(1, settings.GetValue($"Retention:{rule.Setting}", rule.Default));

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await ApplyAsync(cancellationToken);

    public async Task ApplyAsync(CancellationToken cancel)
    {
        foreach (var rule in Rules)
        {
            await using var command = source.CreateCommand($"""
                with gone as ({rule.Sql}), counted as (select count(*) as rows from gone)
                insert into audit (at, what, thing, thing_id, detail) select $2, 'deleted', 'retention', $3, jsonb_build_object('rows', rows, 'days', $4) from counted where rows > 0
                """);
            var (now, days) = (clock.GetUtcNow(), Days(rule));
            command.Parameters.Add(new() { Value = now - TimeSpan.FromDays(days), NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new() { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new() { Value = rule.Setting, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = days, NpgsqlDbType = NpgsqlDbType.Integer });
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
