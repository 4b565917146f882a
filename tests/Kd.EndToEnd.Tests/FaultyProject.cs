namespace Kd.EndToEnd.Tests;

/// <summary>A copy of the sample, built and distilled, whose code can be told by a variable to go wrong.</summary>
public sealed class FaultyProject : IDisposable
{
    /// <summary>The variable that names the fault; empty for none.</summary>
    internal const string Variable = "KD_TEST_FAULT";

    public FaultyProject()
    {
        Project = TrainedSample.Project.Clone();
        Project.Add("Faults.cs", Code)
            .Edit("DigitsStudent.cs", "=> head.call(", "=> Faults.InForward() ? images : head.call(")
            .Edit("DigitsStudent.cs", "TaskLoss(Weight = 0.1)]", "TaskLoss(Weight = 0.1), Agreement(Weight = 0.1)]")
            .Edit("DigitsStudent.cs", "Linear(16, 10)", "Linear(16, Table.Classes)")
            .Edit("DigitsStudent.cs", "=> RegisterComponents();", "{ RegisterComponents(); Faults.InConstructor(); }")
            .Edit("DigitsData.cs", "var rows = ReadRows();", "var rows = ReadRows(); Faults.InData(context.Path);")
            .Distill("-p:KdBaseline=false").Succeeded();
        Earlier = Project.Artifacts();
    }

    internal SampleProject Project { get; }

    internal IReadOnlyDictionary<string, string> Earlier { get; }

    /// <summary>Trains a student that is out of date, from its beginning, with a fault.</summary>
    internal BuildResult DistillWith(string fault)
    {
        Project.Environment[Variable] = fault;
        return Project.DistillOnly("-p:KdBaseline=false", "-p:KdSeed=99", "-p:KdResume=false");
    }

    public void Dispose() => Project.Dispose();

    // The 30th call of the student's forward is in its second epoch: one is made to learn shapes, 17 are steps, 2 are the validation.
    private const string Code = """
        using System.Runtime.InteropServices;
        using Kd;
        using Kd.Losses;
        using static TorchSharp.torch;

        namespace Digits;

        internal static class Faults
        {
            private static readonly string? _fault = Environment.GetEnvironmentVariable("KD_TEST_FAULT");
            private static int _calls;

            public static bool Is(string fault) => _fault == fault;

            public static bool IsInTheMiddle => _calls == 30;

            public static bool IsLate => _calls > 20;

            public static bool InForward()
            {
                if (++_calls != 30)
                {
                    return false;
                }

                switch (_fault)
                {
                    case "shapes": ones(2, 3).matmul(ones(2, 3)); break;
                    case "crash": strlen(1); break;
                    case "memory": Marshal.ReadByte(unchecked((nint)0x700000000000)); break;
                    case "allocation": empty(1L << 50, ScalarType.Byte); break;
                    case "exit": Environment.Exit(0); break;
                    case "forward": throw new InvalidOperationException("no forward today");
                }

                return false;
            }

            public static void InConstructor()
            {
                if (Is("constructor")) throw new InvalidOperationException("no model today");
            }

            public static void InData(string folder)
            {
                if (Is("data")) throw new InvalidOperationException("no data today");
                if (Is("missing")) File.ReadAllText(Path.Combine(folder, "absent.csv"));
                if (Is("task")) Task.Run(() => throw new InvalidOperationException("no task today")).Wait();
            }

            [DllImport("libc")]
            private static extern nint strlen(nint text);
        }

        internal static class Table
        {
            public static readonly int Classes = Faults.Is("initializer") ? throw new InvalidOperationException("no table today") : 10;
        }

        [LossClass(typeof(Agreement))]
        public sealed class AgreementAttribute : ResponseAttribute;

        public sealed class Agreement : Loss
        {
            public Tensor Forward(Tensor student, Tensor teacher)
            {
                if (Faults.Is("loss")) throw new InvalidOperationException("no loss today");
                if (Faults.Is("nan")) return student.mul(float.NaN).mean();
                if (Faults.Is("infinity")) return student.mul(float.PositiveInfinity).abs().mean();
                if (Faults.Is("nan once") && Faults.IsInTheMiddle) return student.mul(float.NaN).mean();
                if (Faults.Is("gradient") && Faults.IsInTheMiddle) return student.mul(0).sqrt().mean();
                return student.add(teacher, -1).abs().mean().add(Faults.Is("explode") && Faults.IsLate ? 1e9 : 0);
            }
        }
        """;
}
