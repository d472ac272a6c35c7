using System.Net;
using Npgsql;
using TuanHoc.Core.Tests.Pictures;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Tests.Platform;

namespace TuanHoc.Web.Tests.Reports;

using Form = List<KeyValuePair<string, string>>;

/// <summary>
/// The disk is full to the last byte: under the tables, and under the journal without which PostgreSQL stops. Data, log and temporary folder lie on it, as on the one disk of a small machine.
/// What is sent is refused in a sentence and leaves nothing; the same form with the same key is taken once there is room.
/// </summary>
[Collection(Processes.Name)]
public sealed class FullDiskTests(ReadyFolder ready)
{
    const string Full = "Đĩa của máy chủ đã đầy";

    /// <summary>So many submissions find room in pages that are begun; one after them needs a new page.</summary>
    const int Most = 40;

    // Sixty kilobytes go to the database at once; what is larger is first put aside in the temporary folder.
    static readonly byte[] Small = DrawnPictures.Jpeg(4_800, 3_200), Large = DrawnPictures.Jpeg(4_800, 3_200, [.. Enumerable.Repeat(DrawnPictures.Segment(0xEB, new byte[60_000]), 5)]);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_full_disk_everything_is_refused_and_nothing_lost_and_with_room_the_same_form_counts_once(bool journalToo)
    {
        using var disk = SmallDisk.Mount(megabytes: 600);
        var data = Path.Combine(disk.Folder, "data");
        ready.CopyTo(data);
        var (child, browser) = await Child.ServeWithinAsync(disk.Folder, new CookieContainer());
        using var _ = browser;
        try
        {
            await WalkAsync(browser, disk, DataPlace.Of(data), journalToo);
            var (code, output, errors) = await Child.RunAsync(["verify", "--data", data]);
            Assert.True(code == 0, output + errors);
            Assert.Equal(0, await child.StopAsync());
        }
        finally
        {
            // After a failure too: a server left behind would hold the disk.
            disk.MakeRoom();
            await child.StopAsync();
            child.Dispose();
        }
    }

    static async Task WalkAsync(HttpClient browser, SmallDisk disk, DataPlace place, bool journalToo)
    {
        var reports = await ManyReports.MakeAsync(place, Most);
        await browser.SignInAsync(ManyReports.Reporter);
        // Open before their people, as on the evening of the deadline.
        var opened = new List<(string Report, Form Form)>();
        foreach (var one in reports) opened.Add((one, (await browser.PageAsync(one)).Form(one).Filled(("news.amount", "14"), ("publications.amount", "120"))));
        var album = (await browser.PageAsync(reports[^1] + "?tab=pictures")).Form(reports[^1] + "/pictures").Filled();

        FillPage(Path.Combine(disk.Folder, "log"));
        disk.Fill();
        if (journalToo) await UseUpJournalAsync(place, disk);
        var (report, form, sent) = await FirstRefusedAsync(disk, browser, opened);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} found room");
        foreach (var picture in (byte[][])[Small, Large]) AssertRefused(await AddAsync(browser, reports[^1], album, picture));
        if (!journalToo)
        {
            Assert.Equal("open 0 0 0 0 0", await ManyReports.EffectAsync(place, report));
            Assert.Contains("name=\"news.amount\"", await browser.GetStringAsync(report, Cancel), StringComparison.Ordinal);
        }

        disk.MakeRoom();
        for (var time = 0; time < 2; time++) await TakenAsync(() => SubmitAsync(browser, report, form));
        await TakenAsync(() => AddAsync(browser, reports[^1], album, Large));
        foreach (var (one, filled) in opened) await TakenAsync(() => SubmitAsync(browser, one, filled));
        foreach (var one in reports) Assert.Equal("submitted 1 1 1 1 1", await ManyReports.EffectAsync(place, one));
        Assert.Single((await browser.PageAsync(reports[^1] + "?tab=pictures")).QuerySelectorAll(".pictures img"));
    }

    [Fact]
    public async Task A_start_on_a_full_disk_is_refused_in_a_sentence_that_says_so()
    {
        using var disk = SmallDisk.Mount(megabytes: 400);
        var data = Path.Combine(disk.Folder, "data");
        ready.CopyTo(data);
        disk.Fill();
        var (code, output, errors) = await Child.RunAsync(["serve", "--data", data, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"Đĩa chứa {data} đã đầy", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        disk.MakeRoom();
        var (mended, _, why) = await Child.RunAsync(["verify", "--data", data]);
        Assert.True(mended == 0, why);
    }

    /// <summary>Whatever is written to this file next needs room of its own.</summary>
    static void FillPage(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(new byte[4096 - file.Length % 4096]);
    }

    /// <summary>Ends every piece of journal that is there already; whoever needs a new one, which may be who ends the last, brings the server down.</summary>
    static async Task UseUpJournalAsync(DataPlace place, SmallDisk disk)
    {
        await using var connection = new NpgsqlConnection(place.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var left = new NpgsqlCommand("select count(*) from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_lsn())", connection);
        await using var end = new NpgsqlCommand("select pg_logical_emit_message(true, 'test', 'x'), pg_switch_wal()", connection);
        while ((long)(await left.ExecuteScalarAsync(Cancel))! > 0) await end.ExecuteNonQueryAsync(Cancel);
        Assert.Equal(PostgresErrorCodes.DiskFull, (await Assert.ThrowsAsync<PostgresException>(() => end.ExecuteNonQueryAsync(Cancel))).SqlState);
        // It tries to recover, cannot, and goes; the application tries to start it again. What they let go is taken at once.
        for (var (tries, gone) = (0, 0); gone < 60; tries++)
        {
            Assert.True(tries < 1_000, "the server stands on a full disk");
            gone = File.Exists(Path.Combine(place.Cluster, "postmaster.pid")) ? 0 : gone + 1;
            disk.Fill();
            await Task.Delay(30, Cancel);
        }
    }

    /// <summary>Submits one after the other until one is refused; what room others give back meanwhile is taken again.</summary>
    static async Task<(string Report, Form Form, int Sent)> FirstRefusedAsync(SmallDisk disk, HttpClient browser, IReadOnlyList<(string Report, Form Form)> opened)
    {
        for (var sent = 0; sent < opened.Count - 1; sent++)
        {
            disk.Fill();
            var (report, form) = opened[sent];
            if (await SubmitAsync(browser, report, form) is not { IsTaken: false } answer) continue;
            AssertRefused(answer);
            return (report, form, sent);
        }
        throw new InvalidOperationException("everything found room on a full disk");
    }

    static void AssertRefused(Answer answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)), (answer.Status, answer.Again));
        Assert.Contains(Full, answer.Text, StringComparison.Ordinal);
        // What was typed is sent again as it is.
        Assert.Contains("Tải lại (F5)", answer.Text, StringComparison.Ordinal);
    }

    // The server may just be starting.
    static async Task TakenAsync(Func<Task<Answer>> send)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await send();
            if (answer.IsTaken) return;
            Assert.True(answer.Status == HttpStatusCode.ServiceUnavailable && tries < 300, $"with room it answered {answer.Status}: {answer.Text}");
            await Task.Delay(100, Cancel);
        }
    }

    static Task<Answer> SubmitAsync(HttpClient browser, string report, Form form) => AnswerAsync(browser.PostAsync(report + "/submission", new FormUrlEncodedContent(form), Cancel));

    static Task<Answer> AddAsync(HttpClient browser, string report, Form form, byte[] picture)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(picture), "picture", "anh.jpg");
        return AnswerAsync(browser.PostAsync(report + "/pictures", content, Cancel));
    }

    static async Task<Answer> AnswerAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return new(answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync(Cancel));
    }

    sealed record Answer(HttpStatusCode Status, TimeSpan? Again, string Text)
    {
        public bool IsTaken => Status == HttpStatusCode.Redirect;
    }
}
