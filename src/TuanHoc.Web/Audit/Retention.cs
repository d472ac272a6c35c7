using Npgsql;
using NpgsqlTypes;
using Quartz;
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
