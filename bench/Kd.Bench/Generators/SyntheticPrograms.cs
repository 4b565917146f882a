namespace Kd.Bench.Generators;

/// <summary>Programs of many annotated classes, each in a file of its own.</summary>
internal static class SyntheticPrograms
{
    /// <summary>A file without annotations.</summary>
    public const string Unrelated = "namespace App;\n\npublic static class Unrelated\n{\n    public static int Twice(int x) => 2 * x;\n}\n";

    /// <summary>As many teachers and students, in turn, as there are classes, and their data.</summary>
    public static IEnumerable<string> Models(int classes) =>
        [Data, .. Enumerable.Range(0, classes / 2).SelectMany(i => new[] { Teacher(i), Student(i, 0.05) })];

    /// <summary>A student with a term of each kind.</summary>
    /// <param name="number">Its number and its teacher's.</param>
    /// <param name="weight">What an edit changes.</param>
    public static string Student(int number, double weight) => Model($"Student{number}", $$"""
        [Student<Teacher{{number}}>]
        [Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
        [RelationPair("early", "late", Weight = 0.1)]
        [Train(Epochs = 120, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.04, Momentum = 0.9), Cosine]
        """, $"[Guided(\"early\", Weight = {weight})]", "[SimilarityPreserving(\"late\", Weight = 10)]", 8);

    /// <summary>As many view models as there are classes.</summary>
    public static IEnumerable<string> ViewModels(int classes) => Enumerable.Range(0, classes).Select(i => ViewModel(i, "name"));

    /// <summary>A view model with three properties and two commands.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="property">The name of a property, which an edit changes.</param>
    public static string ViewModel(int number, string property) => $$"""
        using System.Threading.Tasks;
        using CommunityToolkit.Mvvm.ComponentModel;
        using CommunityToolkit.Mvvm.Input;

        namespace App;

        /// <summary>A view model.</summary>
        public sealed partial class ViewModel{{number}} : ObservableObject
        {
            [ObservableProperty]
            [NotifyPropertyChangedFor(nameof(Summary))]
            private string {{property}} = "";

            [ObservableProperty]
            [NotifyCanExecuteChangedFor(nameof(SaveCommand))]
            private bool changed;

            [ObservableProperty]
            private int count;

            /// <summary>All of it.</summary>
            public string Summary => {{property}} + count;

            [RelayCommand]
            private void Clear() => Count = 0;

            [RelayCommand(CanExecute = nameof(Changed))]
            private Task Save() => Task.CompletedTask;
        }
        """;

    private static string Teacher(int number) => Model($"Teacher{number}", """
        [Teacher]
        [Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4), Cosine]
        """, "[Hint(\"early\")]", "[Hint(\"late\")]", 32);

    private static string Model(string name, string attributes, string early, string late, int width) => $$"""
        using Kd;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace App;

        /// <summary>A model.</summary>
        {{attributes}}
        public sealed partial class {{name}} : Module<Tensor, Tensor>
        {
            {{early}}
            private readonly Sequential stem = Sequential(Conv2d(1, {{width}}, 3, padding: 1), ReLU());

            {{late}}
            private readonly Sequential body = Sequential(MaxPool2d(2), Conv2d({{width}}, {{2 * width}}, 3, padding: 1), ReLU());

            private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear({{2 * width}}, 10));

            /// <summary>Makes the model with random weights.</summary>
            public {{name}}()
                : base(nameof({{name}})) => RegisterComponents();

            /// <inheritdoc/>
            public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
        }
        """;

    private const string Data = """
        using Kd;
        using Kd.Data;
        using static TorchSharp.torch;

        namespace App;

        /// <summary>The data.</summary>
        public static class Images
        {
            /// <summary>Loads them.</summary>
            [DistillationData]
            public static DistillationData<ImageBatch> Load(DataContext context)
            {
                var all = new ImageBatch(rand(600, 1, 8, 8), randint(0, 10, 600, ScalarType.Int64), arange(600, ScalarType.Int64));
                return DistillationData<ImageBatch>.Split(all, all.Labels, train: 0.6, validation: 0.2, seed: 1);
            }
        }
        """;
}
