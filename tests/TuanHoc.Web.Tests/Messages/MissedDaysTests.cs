using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>Nothing ran for some days: what they would have told is told once, as things stand by then.</summary>
public sealed class MissedDaysTests(Postgres postgres) : IAsyncLifetime
{
    readonly MessageWorld world = new(postgres);
    long maker;

    public async ValueTask InitializeAsync()
    {
        await world.InitializeAsync();
        maker = await world.IdAsync(await world.PersonAsync("Tòng Văn Tỉnh", "tinh@tuanhoc.example", (world.Province, Roles.Coordinator)));
        await world.PersonAsync("Lò Thị Một", "mot@tuanhoc.example", (world.First, Roles.Coordinator));
        await world.PersonAsync("Mùa A Phó", "pho@tuanhoc.example", (world.Second, Roles.Leader), (world.Second, Roles.Coordinator));
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    // "17:35 03/09 Lò Thị Một: Nhắc việc 03/09/2026: 1 việc quá hạn", each day's messages by who has them.
    async Task<string[]> ToldAsync(int day, int hour, int minute = 0)
    {
        world.Clock.Now = MessageWorld.At(2026, 9, day, hour, minute);
        var before = await world.Data.ScalarAsync<long>("select coalesce(max(id), 0) from message");
        await world.RunJobsAsync();
        return (await world.Data.ScalarAsync<string>("""
            select coalesce(string_agg(p.full_name || ' · ' || m.kind || ' · ' || m.subject || E'\n' || m.text, '||' order by p.full_name collate "vi-x-icu"), '')
              from message m join person p on p.id = m.person_id where m.id > $1
            """, before)).Split("||", StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task What_fell_due_meanwhile_is_told_once_with_the_truth_of_the_day()
    {
        world.Clock.Now = MessageWorld.At(2026, 9, 1, 9);
        await world.PlanAsync(world.Province, "HD", "9/HD-UBND", "Hướng dẫn Tuần lễ", maker,
            [new(world.First, "Treo băng rôn", "news", new(2026, 9, 8), "by"), new(world.Second, "Treo băng rôn", "news", new(2026, 9, 8), "by"), new(world.First, "Mở thư viện", "document", new(2026, 9, 30), "by")]);
        await world.Data.RunAsync("update plan_delivery set opened_at = $1 where unit_id = $2", world.Clock.GetUtcNow(), world.First);
        foreach (var day in Enumerable.Range(1, 8)) await ToldAsync(day, 7, 35);

        // Nothing runs from the 9th to the 12th. On the 9th it was one day late, on the 11th three.
        Assert.Empty(await ToldAsync(13, 5));
        var told = await ToldAsync(13, 7, 35);
        Assert.Equal(
        [
            "Lò Thị Một · reminder · Nhắc việc 13/09/2026: 1 việc quá hạn\nViệc của đơn vị:\n- Treo băng rôn – quá hạn 5 ngày (hạn 08/09/2026)",
            "Mùa A Phó · reminder · Nhắc việc 13/09/2026: 1 việc quá hạn\nViệc của đơn vị:\n- Treo băng rôn – quá hạn 5 ngày (hạn 08/09/2026)",
            "Tòng Văn Tỉnh · escalation · Nhắc việc 13/09/2026: cấp dưới quá hạn 2 việc\nĐơn vị cấp dưới đã quá hạn từ 3 ngày, nên gọi hỏi:\n- Xã Thứ Hai: Treo băng rôn – hạn 08/09/2026\n- Xã Thứ Nhất: Treo băng rôn – hạn 08/09/2026",
        ], told);
        // Once: neither again that day, nor the next, which is the day of the digest.
        Assert.Empty(await ToldAsync(13, 12));
        Assert.DoesNotContain(await ToldAsync(14, 7, 35), one => one.Contains("cấp dưới", StringComparison.Ordinal));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from message where kind = 'escalation'"));
    }

    [Fact]
    public async Task A_digest_and_a_plan_not_opened_are_told_the_day_after_and_what_was_done_meanwhile_is_not()
    {
        await ToldAsync(3, 7, 35);
        world.Clock.Now = MessageWorld.At(2026, 9, 4, 9);
        await world.PlanAsync(world.Province, "HD", "9/HD-UBND", "Hướng dẫn Tuần lễ", maker, [new(world.First, "Treo băng rôn", "news", new(2026, 9, 12), "by"), new(world.Second, "Treo băng rôn", "news", new(2026, 9, 6), "by")]);
        await ToldAsync(4, 9);
        // Nothing runs from the 5th to the 8th: on the 6th the plan was two days old, the 7th was Monday. The second commune said it was done just before.
        await world.Data.RunAsync("insert into task_account (unit_task_id, at, by, sentence, write_key) values ($1, $2, $3, 'Đã treo.', $4)", await world.UnitTaskAsync("Treo băng rôn", world.Second), world.Clock.GetUtcNow(), maker, Guid.CreateVersion7());
        Assert.Equal(
        [
            "Lò Thị Một · digest · Tổng hợp 09/09/2026: 1 việc sắp đến hạn, 1 văn bản chưa mở\nViệc của đơn vị:\n- Treo băng rôn – còn 3 ngày (hạn 12/09/2026)\n\nVăn bản gửi tới đơn vị từ hai ngày trước, chưa ai mở:\n- Hướng dẫn Tuần lễ",
            "Mùa A Phó · reminder · Nhắc việc 09/09/2026: 1 văn bản chưa mở\nVăn bản gửi tới đơn vị từ hai ngày trước, chưa ai mở:\n- Hướng dẫn Tuần lễ",
        ], await ToldAsync(9, 16));
    }

    [Fact]
    public async Task Who_comes_back_in_the_evening_tells_in_the_morning()
    {
        world.Clock.Now = MessageWorld.At(2026, 9, 4, 9);
        await world.PlanAsync(world.Province, "HD", "9/HD-UBND", "Hướng dẫn Tuần lễ", maker, [new(world.First, "Treo băng rôn", "news", new(2026, 9, 11), "by")]);
        await ToldAsync(7, 7, 35);
        Assert.Empty(await ToldAsync(10, 22));
        Assert.Contains("hôm nay là ngày cuối", Assert.Single(await ToldAsync(11, 7, 35)), StringComparison.Ordinal);
        Assert.All(world.Office.Letters, letter => Assert.DoesNotContain("còn 1 ngày", letter.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_only_asked_is_told_in_other_words_and_nobody_above_hears_that_it_is_late()
    {
        await ToldAsync(3, 7, 35);
        var association = await world.Data.UnitAsync("agency", "Hội Khuyến học Tỉnh Nghe", world.Province);
        await world.PersonAsync("Hà Thị Hội", "hoi@tuanhoc.example", (association, Roles.Coordinator));
        await world.PersonAsync("Bàn Văn Trưởng", "truong@tuanhoc.example", (association, Roles.Leader));
        world.Clock.Now = MessageWorld.At(2026, 9, 4, 9);
        await world.PlanAsync(world.Province, "HD", "9/HD-UBND", "Hướng dẫn Tuần lễ", maker, [new(association, "Vận động hội viên", "news", new(2026, 9, 8), "by", "Đề nghị"), new(world.First, "Treo băng rôn", "news", new(2026, 9, 8), "by", "Giao")]);
        await world.Data.RunAsync("update plan_delivery set opened_at = $1", world.Clock.GetUtcNow());
        await ToldAsync(4, 9);
        Assert.Contains("Hà Thị Hội · reminder · Nhắc việc 05/09/2026: 1 việc được đề nghị\nĐược đề nghị phối hợp:\n- Vận động hội viên – mong có kết quả đến hết ngày 08/09/2026", await ToldAsync(5, 7, 35));
        foreach (var day in Enumerable.Range(6, 5)) await ToldAsync(day, 7, 35);
        var third = await ToldAsync(11, 7, 35);
        Assert.Contains("Hà Thị Hội · reminder · Nhắc việc 11/09/2026: 1 việc được đề nghị\nĐược đề nghị phối hợp:\n- Vận động hội viên – chưa thấy kết quả (đề nghị đến ngày 08/09/2026)", third);
        Assert.DoesNotContain(third, one => one.StartsWith("Bàn Văn Trưởng", StringComparison.Ordinal));
        Assert.Equal("Tòng Văn Tỉnh · escalation · Nhắc việc 11/09/2026: cấp dưới quá hạn 1 việc\nĐơn vị cấp dưới đã quá hạn 3 ngày, nên gọi hỏi:\n- Xã Thứ Nhất: Treo băng rôn – hạn 08/09/2026", Assert.Single(third, one => one.Contains("cấp dưới", StringComparison.Ordinal)));
    }
}
