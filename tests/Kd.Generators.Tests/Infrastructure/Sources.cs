namespace Kd.Generators.Tests;

/// <summary>Sources that tests are made of.</summary>
internal static class Sources
{
    public const string Usings = """
        using Kd;
        using Kd.Data;
        using Kd.Losses;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    public const string Data = """
        internal static class Source
        {
            [DistillationData]
            internal static DistillationData<ImageBatch> Load(DataContext context)
            {
                var all = new ImageBatch(rand(60, 1, 8, 8), randint(0, 10, 60, ScalarType.Int64), arange(60, ScalarType.Int64));
                return DistillationData<ImageBatch>.Split(all, all.Labels, 0.6, 0.2, 1);
            }
        }

        """;

    public static readonly string Teacher = Model("Large", "[Teacher, Train(Epochs = 3, Seed = 7), Sgd(LearningRate = 0.1)]", """
            [Hint("early")] private readonly Conv2d stem = Conv2d(1, 8, 3);
            [Hint("late")] private readonly Sequential body = Sequential(ReLU());
        """);

    /// <summary>A namespace with the teacher, the data and what the test adds.</summary>
    public static string Program(params string[] classes) => Usings + "namespace App;\n\n" + Data + Teacher + string.Concat(classes);

    /// <summary>The data, in the global namespace, and what the test adds.</summary>
    public static string Alone(params string[] classes) => Usings + Data + string.Concat(classes);

    /// <summary>A word of the test's own, with the loss behind it.</summary>
    /// <param name="loss">The loss class, which is called <c>Own</c>.</param>
    /// <param name="properties">The word's properties.</param>
    public static string Word(string loss, string properties = "") =>
        $"[LossClass(typeof(Own))] internal sealed class OwnAttribute : ResponseAttribute {{ {properties} }}\n{loss}\n";

    /// <summary>A student of the teacher.</summary>
    public static string Student(string attributes, string members = "") => Model("Small", $"[Student<Large>, Sgd]\n{attributes}", members);

    /// <summary>A class that is a model.</summary>
    public static string Model(string name, string attributes, string members = "", string modifiers = "internal sealed partial") => $$"""
        {{attributes}}
        {{modifiers}} class {{name}} : Module<Tensor, Tensor>
        {
        {{members}}
            public {{name}}() : base("{{name}}") => RegisterComponents();
            public override Tensor forward(Tensor images) => images;
        }

        """;
}
