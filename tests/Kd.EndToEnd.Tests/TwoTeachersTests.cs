namespace Kd.EndToEnd.Tests;

/// <summary>The sample of students with two teachers.</summary>
public sealed class TwoTeachersTests(TwoTeachersTests.Distilled sample) : IClassFixture<TwoTeachersTests.Distilled>
{
    private static readonly string[] _teachers = ["ConvTeacher", "DenseTeacher"];
    private static readonly string[] _students = ["ConfidenceStudent", "EnsembleStudent", "WeightedStudent"];

    [Fact]
    public void Each_teacher_is_trained_once_before_all_students()
    {
        Assert.Equal(_teachers, sample.FirstBuild.Trained.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(_students.Concat(_students.Select(s => s + ".Baseline")).Order(StringComparer.Ordinal), sample.FirstBuild.Trained.Skip(2).Order(StringComparer.Ordinal));
        Assert.Equal(_students.Concat(_teachers).Order(StringComparer.Ordinal), sample.Published);
    }

    [Fact]
    public void A_student_says_what_each_of_its_teachers_is_worth() => Assert.All(_students, student => Assert.Equal(
        _teachers.Select(teacher => (teacher, sample.Test(teacher, "teacher"))),
        sample.Summary(student).GetProperty("teachers").EnumerateArray().Select(t => (t.GetProperty("name").GetString()!, t.GetProperty("test").GetDouble()))));

    [Fact]
    public void They_reach_what_the_sample_promises()
    {
        Assert.InRange(sample.Test("ConvTeacher", "teacher"), 0.97, 1);
        Assert.InRange(sample.Test("DenseTeacher", "teacher"), 0.94, 1);
        Assert.All(_students, student => Assert.InRange(sample.Test(student), 0.9, 1));
        Assert.All(_students, student => Assert.InRange(sample.Test(student, "baseline"), 0.85, 0.96));
    }

    [Theory]
    [InlineData("EnsembleStudent", new[] { "response", "taskLoss", "guided.strokes", "similarityPreserving.shape", "total" })]
    [InlineData("WeightedStudent", new[] { "conv", "dense", "taskLoss", "total" })]
    [InlineData("ConfidenceStudent", new[] { "multiTeacherResponse", "taskLoss", "total" })]
    public void Each_follows_its_teachers_by_its_own_words(string student, string[] terms) => Assert.Equal(terms, sample.Losses(student));

    [Fact]
    public void The_program_uses_each_class_as_it_was_distilled()
    {
        var output = sample.Run();

        Assert.All(_students, student => Assert.Contains(sample.Reads(student), output));
    }

    [Fact]
    public void A_second_call_trains_nothing() => Assert.Empty(sample.DistillAgain().Trained);

    /// <summary>The sample, distilled.</summary>
    public sealed class Distilled() : DistilledSample("TwoTeachers");
}
