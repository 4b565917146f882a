using Kd.Generators.Analyzers;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Values that make no sense.</summary>
public class ValueTests
{
    private const string Relation = """[SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());""";

    [Theory]
    [InlineData("Response(Temperature = 0)", "Response({|KD0030:Temperature = 0|})", "Temperature of [Response] is 0, which has to be above 0")]
    [InlineData("TaskLoss(Weight = -1)", "TaskLoss({|KD0030:Weight = -1|})", "Weight of [TaskLoss] is -1, which has to be at least 0")]
    [InlineData("SkewKl(Skew = 1)", "SkewKl({|KD0030:Skew = 1|})", "Skew of [SkewKl] is 1, which has to be at least 0 and below 1")]
    [InlineData("Response, Train(Epochs = 0)", "Response, Train({|KD0030:Epochs = 0|})", "Epochs of [Train] is 0, which has to be at least 1")]
    [InlineData("Response, EarlyStopping(Patience = 0)", "Response, EarlyStopping({|KD0030:Patience = 0|})", "Patience of [EarlyStopping] is 0, which has to be at least 1")]
    public Task KD0030_a_value_out_of_its_bounds(string plain, string marked, string message)
    {
        Assert.NotEqual(plain, marked);
        return AnalyzerHarness.Verify(Sources.Program(Sources.Student($"[{marked}]")), message);
    }

    [Fact]
    public Task KD0030_a_learning_rate() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Small", "[Student<Large>, Response, Sgd({|KD0030:LearningRate = 0|})]")), "LearningRate of [Sgd] is 0, which has to be above 0");

    [Fact]
    public Task KD0031_weights_that_are_all_zero() => AnalyzerHarness.Verify(
        Mark("KD0031", Sources.Student("[Response(Weight = 0), TaskLoss(Weight = 0)]")), "Small learns nothing: each of its terms has the weight 0");

    [Fact]
    public Task KD0031_weights_that_are_all_zero_in_a_stage() => AnalyzerHarness.Verify(
        Mark("KD0031", Sources.Student("[Stage(\"a\"), Stage(\"b\"), Response(Stage = \"a\"), TaskLoss(Weight = 0, Stage = \"b\")]")),
        "Small learns nothing: each of its terms has the weight 0 in its stage \"b\"");

    [Fact]
    public Task KD0032_a_warm_up_longer_than_the_training() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("[Train(Epochs = 5), {|KD0032:Response(WarmUpEpochs = 6)|}]")),
        "[Response] of Small reaches its weight after 6 epochs, but the training has 5: let WarmUpEpochs be less, or Epochs more");

    [Fact]
    public Task KD0035_a_milestone_behind_the_end() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("[Train(Epochs = 5), Response, {|KD0035:MultiStep(3, 6)|}]")), "The milestone 6 of Small is never reached: the training has 5 epochs");

    [Fact]
    public Task KD0036_a_relation_in_batches_of_one() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("[Train(BatchSize = 1)]", Relation.Replace("SimilarityPreserving(\"late\")", "{|KD0036:SimilarityPreserving(\"late\")|}"))),
        "[SimilarityPreserving] compares the samples of a batch with each other, but Small has batches of one: let BatchSize be 2 or more");

    [Theory]
    [InlineData("[Response(Temperature = 0.1, WarmUpEpochs = 5), TaskLoss(Weight = 0), Train(Epochs = 5, BatchSize = 2), MultiStep(5)]")]
    [InlineData("[SkewKl(Skew = 0), Train(BatchSize = 2)]")]
    public Task Values_at_their_bounds_are_right(string attributes) => AnalyzerHarness.Verify(Sources.Program(Sources.Student(attributes, Relation)));

    [Fact]
    public Task KD0044_a_hint_that_nobody_follows() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("", """[Guided("late")] private readonly Sequential body = Sequential(ReLU());""")).Replace("[Hint(\"early\")]", "[{|KD0044:Hint(\"early\")|}]"),
        new UnusedHintAnalyzer());

    [Fact]
    public Task A_hint_of_a_teacher_without_students_may_be_for_another_project() => AnalyzerHarness.Verify(Sources.Program(), new UnusedHintAnalyzer());

    private static string Mark(string id, string student) => Sources.Program(student.Replace("class Small", $"class {{|{id}:Small|}}"));
}
