using Microsoft.CodeAnalysis;
using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about what the classes and methods of a project are to each other: teachers, students and data.</summary>
public class ProjectTests
{
    private static readonly string _teacher = Sources.Model("Large", "[Teacher, Sgd]");

    public static TheoryData<string> RightPrograms =>
    [
        Sources.Program(),
        Sources.Program(Sources.Student("[Response]")),
        Sources.Program(Sources.Student("[TaskLoss, Train(Epochs = 2), Cosine]")),
        Sources.Program(Sources.Student("", """[Guided("late"), SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());""")),
        Sources.Program(Sources.Student("""[Response, Response(Name = "again", Temperature = 1)]""")),
        Sources.Alone(Sources.Model("Large", """[Teacher(Weights = "large.safetensors")]""")),
        Sources.Usings + "internal static class NoModels;",
        "internal static class NothingOfKd;",
    ];

    [Theory]
    [MemberData(nameof(RightPrograms))]
    public async Task A_right_program_has_no_errors(string source) => Assert.Empty(await Verify(source));

    [Fact]
    public Task KD0006_a_student_of_a_class_that_does_not_teach() => Verify(
        Sources.Alone(Sources.Model("Other", ""), Sources.Model("Small", "[{|KD0006:Student<Other>|}, Response, Sgd]")),
        "Other cannot teach Small: mark Other with [Teacher]");

    [Fact]
    public async Task KD0006_a_teacher_of_another_project()
    {
        var library = Compilations.Of(Sources.Program().Replace("internal", "public")).WithAssemblyName("Library");
        var program = GeneratorHarness.Complete(Compilations.Of(Sources.Usings + Sources.Data.Replace("class Source", "class Digits") + Sources.Model("Small", "[Student<App.Large>, Response, Sgd]"))
            .AddReferences(library.ToMetadataReference()));

        Assert.StartsWith("Large cannot teach Small: it belongs to another project; hold it in a teacher of this one", Assert.Single(await Diagnose(program)).GetMessage());
    }

    [Fact]
    public Task KD0007_no_data() => Verify(
        Sources.Usings + Sources.Model("Large", "[Teacher, Sgd]").Replace("class Large", "class {|KD0007:Large|}") + Sources.Model("Small", "[Student<Large>, Response, Sgd]"),
        "Large has no data to train on: mark one method with [DistillationData], as in 'static DistillationData<ImageBatch> Load(DataContext context)'");

    [Fact]
    public Task KD0008_two_data_methods() => Verify(
        Sources.Program("internal static class Spare { [DistillationData] internal static DistillationData<ImageBatch> {|KD0008:Get|}(DataContext c) => Source.Load(c); }"),
        "Both Source.Load and Spare.Get have [DistillationData]; a project has one");

    [Fact]
    public Task KD0010_an_input_that_the_batch_lacks() => Verify(
        Sources.Alone("""
            [Teacher, Sgd]
            internal sealed partial class {|KD0010:Large|} : Module<Tensor, Tensor, Tensor>
            {
                public Large() : base("") { }
                public override Tensor forward(Tensor images, Tensor mask) => images;
            }
            """),
        "The batch ImageBatch has no tensor for the input mask of Large; its tensors are Images, Labels, SampleIds");

    [Fact]
    public Task KD0010_a_batch_without_labels_is_one_error_however_many_models_there_are() => Verify(
        Sources.Usings + """
            internal sealed record Plain(Tensor Images, Tensor SampleIds) : IBatch<Plain> { public Plain Map(System.Func<Tensor, Tensor> map) => this; }
            internal static class Source { [DistillationData] internal static DistillationData<Plain> {|KD0010:Load|}(DataContext context) => null!; }
            """ + _teacher + Sources.Student("[Response]"),
        "The batch Plain has no tensor for the Labels that [Metric<Accuracy>] takes; its tensors are Images, SampleIds");

    [Fact]
    public Task KD0014_a_data_method_that_is_not_static() => Verify(
        WithData("internal class Source", "internal DistillationData<ImageBatch> {|KD0014:Load|}(DataContext context) => null!;"),
        "Load has to be 'static DistillationData<TBatch> Load(DataContext context)', not private and in a class that is neither private, generic nor visible in its file alone");

    [Theory]
    [InlineData("internal static DistillationData<ImageBatch> {|KD0014:Load|}() => null!;")]
    [InlineData("internal static DistillationData<ImageBatch> {|KD0014:Load|}(string context) => null!;")]
    [InlineData("internal static DistillationData<ImageBatch> {|KD0014:Load|}(ref DataContext context) => null!;")]
    [InlineData("internal static DistillationData<ImageBatch> {|KD0014:Load|}<T>(DataContext context) => null!;")]
    [InlineData("internal static object {|KD0014:Load|}(DataContext context) => null!;")]
    [InlineData("private static DistillationData<ImageBatch> {|KD0014:Load|}(DataContext context) => null!;")]
    public Task KD0014_a_data_method_of_the_wrong_form(string method) => Verify(WithData("internal static class Source", method));

    [Theory]
    [InlineData("internal static class Source<T>")]
    [InlineData("file static class Source")]
    public Task KD0014_a_data_method_in_a_class_that_generated_code_cannot_name(string declaration) =>
        Verify(WithData(declaration, "internal static DistillationData<ImageBatch> {|KD0014:Load|}(DataContext context) => null!;"));

    private static string WithData(string declaration, string method) => Sources.Usings + $"{declaration} {{ [DistillationData] {method} }}\n" + _teacher;
}
