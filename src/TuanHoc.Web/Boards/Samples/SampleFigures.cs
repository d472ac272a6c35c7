using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>Figures as a unit of its kind and size would write them in the form of 2024: numbers, blanks and "không phát sinh", right by the form's own checks.</summary>
static class SampleFigures
{
    /// <summary>
    /// What a unit may hold: how likely, at most how many, and with how many people each (0: everybody the unit reaches).
    /// Of an amount: at most so many, or with people so many in a hundred of them; of money, at most so many half millions of đồng.
    /// </summary>
    sealed record Habit(string Row, double Chance, int Most, int Heads = 0);

    static readonly Habit[] OfSchools =
    [
        new("classes.life_skills", .85, 6, 35), new("classes.teacher_training", .75, 3, 30), new("classes.informatics", .3, 2, 25), new("classes.foreign_language", .15, 1, 20),
        new("classes.professional", .3, 2, 28), new("classes.universal_education_lower_secondary", .15, 2, 20), new("classes.other", .15, 2, 30),
        new("news", .9, 9), new("publications", .8, 40), new("book_drive.donor_collectives", .5, 14), new("book_drive.donor_individuals", .6, 40, Heads: 1), new("book_drive.books", .65, 420),
        new("contests.book_fairs", .35, 1), new("contests.exhibitions", .45, 2), new("contests.heritage", .3, 1, 120), new("contests.book_art", .8, 3, 90),
        new("culture.sport", .7, 3, 110), new("culture.arts", .75, 2), new("culture.museum_visits", .25, 1, 80), new("thematic_meetings", .7, 3, 60),
        new("openings.schools", .9, 1), new("seminars", .35, 2), new("awards.collectives", .4, 5), new("awards.individuals", .5, 20),
        new("funding.state_budget", .8, 14), new("funding.other_sources", .45, 10),
    ];

    static readonly Habit[] OfLearningCentres =
    [
        new("classes.rural_vocational", .75, 3, 35), new("classes.science_law", .8, 4, 60), new("classes.clc_staff", .6, 1, 15), new("classes.literacy_and_continuing", .7, 3, 28),
        new("classes.informatics", .5, 2, 30), new("classes.other", .3, 2, 30), new("news", .7, 5), new("publications", .7, 20), new("book_drive.books", .4, 150),
        new("book_drive.donor_collectives", .3, 4), new("book_drive.donor_individuals", .3, 20, Heads: 1), new("culture.sport", .6, 2, 80), new("culture.arts", .7, 2, 120),
        new("thematic_meetings", .8, 4, 45), new("openings.schools", .7, 1), new("seminars", .4, 1), new("awards.individuals", .3, 6), new("funding.state_budget", .8, 12), new("funding.other_sources", .3, 6),
    ];

    static readonly Habit[] OfCommittees =
    [
        new("classes.professional", .7, 2, 40), new("classes.informatics", .6, 2, 35), new("classes.general_education", .25, 1, 30), new("classes.science_law", .5, 2, 70),
        new("news", .95, 12), new("publications", .95, 60), new("contests.book_fairs", .25, 1), new("contests.exhibitions", .3, 1), new("culture.sport", .6, 2, 150), new("culture.arts", .7, 1, 250),
        new("thematic_meetings", .5, 2, 60), new("seminars", .4, 1), new("awards.collectives", .7, 8), new("awards.individuals", .7, 25), new("funding.state_budget", .95, 40), new("funding.other_sources", .5, 20),
    ];

    static readonly Habit[] OfOffices =
    [
        new("classes.professional", .8, 4, 55), new("classes.informatics", .6, 3, 45), new("classes.foreign_language", .25, 1, 25), new("classes.worker_skills", .3, 2, 40), new("classes.science_law", .4, 3, 80),
        new("news", .95, 25), new("publications", .7, 150), new("book_drive.donor_collectives", .3, 6), new("book_drive.books", .35, 800), new("contests.exhibitions", .4, 2), new("contests.heritage", .3, 1, 150),
        new("culture.museum_visits", .3, 4, 90), new("thematic_meetings", .6, 2, 70), new("seminars", .6, 2), new("awards.collectives", .3, 6), new("awards.individuals", .3, 15), new("funding.state_budget", .85, 90),
    ];

    /// <summary>Stored figures, one a column; those the edition or the unit's kind is not asked stay blank.</summary>
    public static long?[] Of(StatisticsForm form, IReadOnlySet<int> notAsked, UnitKind kind, string? level, SampleRandom random)
    {
        var (habits, size) = (HabitsOf(kind), SizeOf(kind, level, random));
        var figures = new long?[form.Columns.Count];
        foreach (var row in form.Rows.Where(row => !form.Rules.Any(rule => rule.Whole.Row == row)))
        {
            var habit = Array.Find(habits, habit => habit.Row == row.Key);
            var held = habit is not null && random.Chance(habit.Chance);
            var nothing = random.Chance(.6);
            var sessions = held ? random.Between(1, habit!.Most) : 0;
            foreach (var column in row.Columns.Where(column => column.AskedOf(kind) && !notAsked.Contains(column.Index)))
                figures[column.Index] = (held ? Held(column, habit!, sessions, size, random) : nothing ? Figure.NothingOccurred : Figure.Blank).ToStored();
        }
        foreach (var rule in form.Rules)
        {
            var sum = form.SumBeneath(rule.Whole.Row.Key, rule.Whole.Measure, figures);
            var more = rule.Relation == Relation.AtLeast && sum.IsNumber ? random.Between(0, 1) : 0;
            figures[rule.Whole.Index] = sum.IsNumber ? sum.NumberOrZero + more : sum.ToStored();
        }
        return figures;
    }

    static Figure Held(FormColumn column, Habit habit, int sessions, int size, SampleRandom random) => Figure.Of(column switch
    {
        { AddingUp: AddingUp.Count } => 1,
        { Row.IsMoney: true } => sessions * 500_000L,
        { Measure: Measure.People } when column.Row.Columns.Count > 1 => (long)sessions * (habit.Heads == 0 ? size : Math.Min(size, habit.Heads)) * random.Between(65, 105) / 100 + 1,
        _ when habit.Heads > 0 && column.Measure != Measure.Sessions => (long)size * sessions / 100 + 1,
        _ => sessions,
    });

    static Habit[] HabitsOf(UnitKind kind) => kind switch
    {
        UnitKind.School or UnitKind.Centre => OfSchools,
        UnitKind.Clc => OfLearningCentres,
        UnitKind.Commune or UnitKind.Province => OfCommittees,
        _ => OfOffices,
    };

    /// <summary>How many people the unit reaches in the week: pupils, members, staff.</summary>
    static int SizeOf(UnitKind kind, string? level, SampleRandom random) => (kind, level) switch
    {
        (UnitKind.School, "preschool") => random.Between(90, 320),
        (UnitKind.School, "primary") => random.Between(180, 620),
        (UnitKind.School, "lower-secondary") => random.Between(160, 560),
        (UnitKind.School, _) => random.Between(320, 900),
        (UnitKind.Clc, _) => random.Between(60, 220),
        (UnitKind.Commune or UnitKind.Province, _) => random.Between(150, 500),
        _ => random.Between(60, 300),
    };
}
