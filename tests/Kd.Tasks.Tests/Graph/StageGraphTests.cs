using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;

namespace Kd.Tasks.Tests.Graph;

public sealed class StageGraphTests
{
    private static readonly Stage[] _stages =
    [
        new("Small", StageRole.Student) { After = ["Assistant"] },
        new("Small.Baseline", StageRole.Baseline),
        new("Other", StageRole.Student) { After = ["Teacher"] },
        new("Other.Baseline", StageRole.Baseline),
        new("Assistant", StageRole.Student) { After = ["Teacher"] },
        new("Teacher", StageRole.Teacher),
        new("Unused", StageRole.Teacher),
    ];

    [Fact]
    public void A_stage_comes_behind_those_it_needs() =>
        Assert.Equal(["Teacher", "Assistant", "Small"], Select(["Small"], false));

    [Fact]
    public void All_students_are_selected_unless_some_are_named() =>
        Assert.Equal(["Teacher", "Assistant", "Small", "Other"], Select([], false));

    [Fact]
    public void Baselines_come_with_their_students_and_only_when_asked_for() =>
        Assert.Equal(["Teacher", "Other", "Other.Baseline"], Select(["Other"], true));

    [Fact]
    public void Only_named_students_are_what_the_run_is_for() =>
        Assert.Equal(["Small"], new StageGraph(_stages).Select(["Small"], false).Targets.Select(s => s.Name));

    [Fact]
    public void An_unknown_student_is_an_error_with_the_nearest_name()
    {
        var error = Assert.Throws<BuildException>(() => Select(["Smal"], false));
        Assert.Equal(BuildErrors.UnknownStudent, error.Code);
        Assert.Contains("Did you mean 'Small'?", error.Message);
    }

    [Theory]
    [InlineData("Teacher", "is a teacher")]
    [InlineData("Small.Baseline", "is a baseline")]
    public void A_stage_that_is_no_student_can_not_be_selected(string name, string what)
    {
        var error = Assert.Throws<BuildException>(() => Select([name], false));
        Assert.Equal(BuildErrors.UnknownStudent, error.Code);
        Assert.Contains(what, error.Message);
    }

    // A student in two stages, a group of two classes of which one has two models and one a baseline, and one that follows a peer.
    private static readonly Stage[] _schemes =
    [
        new("Staged.hint", StageRole.Student) { Student = "Staged" },
        new("Staged", StageRole.Student) { After = ["Staged.hint"] },
        new("pair", StageRole.Student) { Models = ["Narrow", "Wide", "Wide.2"] },
        new("Narrow.Baseline", StageRole.Baseline),
        new("Pupil", StageRole.Student) { After = ["Wide"] },
    ];

    [Fact]
    public void The_stages_before_a_students_last_come_with_it_and_are_what_the_run_is_for()
    {
        var selection = new StageGraph(_schemes).Select(["Staged"], false);
        Assert.Equal(["Staged.hint", "Staged"], selection.Stages.Select(s => s.Name));
        Assert.Equal(["Staged.hint", "Staged"], selection.Targets.Select(s => s.Name));
    }

    [Fact]
    public void Who_follows_a_peer_comes_behind_its_group() =>
        Assert.Equal(["pair", "Pupil"], new StageGraph(_schemes).Select(["Pupil"], false).Stages.Select(s => s.Name));

    [Fact]
    public void What_a_student_needs_is_not_what_the_run_is_for() =>
        Assert.Equal(["Pupil"], new StageGraph(_schemes).Select(["Pupil"], false).Targets.Select(s => s.Name));

    [Theory]
    [InlineData("pair")]
    [InlineData("Narrow")]
    [InlineData("Wide.2")]
    public void A_name_of_a_group_or_of_a_peer_selects_the_group_with_its_baselines(string name) =>
        Assert.Equal(["pair", "Narrow.Baseline"], new StageGraph(_schemes).Select([name], true).Targets.Select(s => s.Name));

    [Theory]
    [InlineData("Staged.hint", "'Staged.hint' is a stage of 'Staged'; select 'Staged'")]
    [InlineData("Narow", "Did you mean 'Narrow'?")]
    public void What_is_no_result_can_not_be_selected(string name, string words) =>
        Assert.Contains(words, Assert.Throws<BuildException>(() => new StageGraph(_schemes).Select([name], false)).Message);

    [Theory]
    [InlineData("Narrow", "pair")]
    [InlineData("other", "Wide")]
    public void A_model_of_a_group_shares_its_name_with_no_other_stage(string name, string model)
    {
        var error = Error([new(name, StageRole.Student) { Models = [model] }, .. _schemes]);
        Assert.Equal(BuildErrors.DuplicateStage, error.Code);
    }

    [Fact]
    public void A_group_may_have_the_name_of_a_model_of_it() =>
        Assert.Equal(["Net"], new StageGraph([new("Net", StageRole.Student) { Models = ["Net", "Net.2"] }]).Select([], false).Stages.Select(s => s.Name));

    [Fact]
    public void The_other_stages_of_the_project_are_told_apart() =>
        Assert.Equal(["Small", "Small.Baseline", "Other.Baseline", "Assistant", "Unused"], new StageGraph(_stages).Select(["Other"], false).Others.Select(s => s.Name));

    [Fact]
    public void No_stage_is_an_error() =>
        Assert.Equal(BuildErrors.NoStage, Assert.Throws<BuildException>(() => new StageGraph([])).Code);

    [Fact]
    public void Teachers_without_students_are_an_error() =>
        Assert.Equal(BuildErrors.NoStudent, Error([new("T", StageRole.Teacher)]).Code);

    [Fact]
    public void Two_stages_with_one_name_are_an_error() =>
        Assert.Equal(BuildErrors.DuplicateStage, Error([new("S", StageRole.Student), new("S", StageRole.Teacher)]).Code);

    [Fact]
    public void A_circle_is_an_error()
    {
        var error = Error([new("A", StageRole.Student) { After = ["B"] }, new("B", StageRole.Student) { After = ["A"] }]);
        Assert.Equal(BuildErrors.BrokenGraph, error.Code);
        Assert.Contains("A -> B -> A", error.Message);
    }

    [Fact]
    public void A_missing_stage_is_an_error() =>
        Assert.Equal(BuildErrors.BrokenGraph, Error([new("A", StageRole.Student) { After = ["B"] }]).Code);

    private static BuildException Error(Stage[] stages) =>
        Assert.Throws<BuildException>(() => new StageGraph(stages).Select([], false));

    private static IEnumerable<string> Select(string[] students, bool withBaselines) =>
        new StageGraph(_stages).Select(students, withBaselines).Stages.Select(stage => stage.Name);
}
