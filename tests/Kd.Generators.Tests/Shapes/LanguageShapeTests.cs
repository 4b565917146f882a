namespace Kd.Generators.Tests.Shapes;

/// <summary>Models as one writes them in C#: how their layers are made and called.</summary>
public class LanguageShapeTests
{
    private const string Block = """
        internal sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly BatchNorm2d bn;
            private readonly Module<Tensor, Tensor>? shortcut;
            public Block(int inPlanes, int planes, int stride = 1) : base("block")
            {
                conv = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1);
                bn = BatchNorm2d(planes);
                if (stride != 1 || inPlanes != planes)
                {
                    shortcut = Sequential(Conv2d(inPlanes, planes, 1, stride: stride), BatchNorm2d(planes));
                }
                RegisterComponents();
            }
            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                var y = bn.call(conv.call(x));
                y = y.add(shortcut is null ? x : shortcut.call(x));
                return functional.relu(y).MoveToOuterDisposeScope();
            }
        }

        """;

    public static TheoryData<string, string, string, string> Programs { get; } = new()
    {
        {
            "a field that a constructor sets", "private readonly Sequential at; public Net() : base(\"net\") { at = Sequential(Conv2d(3, Width, 3)); RegisterComponents(); } private const int Width = 4 * 4;",
            "at.call(x)", "(B, 16, 30, 30)"
        },
        {
            "a constructor with defaults", "private readonly Conv2d at; public Net(int width = 16, bool deep = true) : base(\"net\") { at = Conv2d(3, deep ? width * 2 : width, 3); RegisterComponents(); }",
            "at.call(x)", "(B, 32, 30, 30)"
        },
        {
            "a constructor that calls another", "private readonly Conv2d at; public Net() : this(24) { } private Net(int width) : base(\"net\") { at = Conv2d(3, width, 3); RegisterComponents(); }",
            "at.call(x)", "(B, 24, 30, 30)"
        },
        {
            "layers made by a method", """
            private readonly Sequential at;
            private int _inPlanes = 8;
            public Net() : base("net")
            {
                stem = Conv2d(3, 8, 3, padding: 1);
                at = MakeLayer(16, 3, 2);
                RegisterComponents();
            }
            private readonly Conv2d stem;
            private Sequential MakeLayer(int planes, int blocks, int stride)
            {
                var layers = new List<Module<Tensor, Tensor>> { new Block(_inPlanes, planes, stride) };
                _inPlanes = planes;
                for (var i = 1; i < blocks; i++)
                {
                    layers.Add(new Block(_inPlanes, planes));
                }
                return Sequential(layers);
            }
            """, "at.call(stem.call(x))", "(B, 16, 16, 16)"
        },
        {
            "names and modules in a loop", """
            private readonly Sequential at;
            public Net() : base("net")
            {
                var layers = new List<(string, Module<Tensor, Tensor>)>();
                var planes = 3;
                foreach (var width in new[] { 8, 16, 32 })
                {
                    layers.Add(($"conv{layers.Count}", Conv2d(planes, width, 3, padding: 1)));
                    layers.Add(($"pool{layers.Count}", MaxPool2d(2)));
                    planes = width;
                }
                at = Sequential(layers);
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 32, 4, 4)"
        },
        {
            "a list of configurations", """
            private static readonly int[] Widths = [64, -1, 128, -1];
            private readonly Sequential at;
            public Net() : base("net")
            {
                var layers = new List<Module<Tensor, Tensor>>();
                long channels = 3;
                foreach (var width in Widths)
                {
                    switch (width)
                    {
                        case -1: layers.Add(MaxPool2d(2)); break;
                        default: layers.Add(Conv2d(channels, width, 3, padding: 1)); layers.Add(ReLU()); channels = width; break;
                    }
                }
                at = Sequential(layers.ToArray());
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 128, 8, 8)"
        },
        {
            "a table of tuples", """
            private static readonly (int Expansion, int Width, int Count, int Stride)[] Table = [(1, 16, 1, 1), (6, 24, 2, 2)];
            private readonly Sequential at;
            public Net() : base("net")
            {
                var blocks = new List<Module<Tensor, Tensor>>();
                var planes = 3;
                foreach (var (_, width, count, stride) in Table)
                {
                    for (var i = 0; i < count; i++)
                    {
                        blocks.Add(new Block(planes, width, i == 0 ? stride : 1));
                        planes = width;
                    }
                }
                at = Sequential(blocks);
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 24, 16, 16)"
        },
        {
            "a module list", """
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();
            private readonly ReLU at = ReLU();
            public Net() : base("net")
            {
                for (var i = 0; i < 3; i++) blocks.Add(Conv2d(3 << i, 6 << i, 3, padding: 1, stride: 2));
                RegisterComponents();
            }
            private Tensor Run(Tensor x) { foreach (var block in blocks) x = block.call(x); return x; }
            """, "at.call(Run(x))", "(B, 24, 4, 4)"
        },
        {
            "LINQ", """
            private readonly Sequential at = Sequential(Enumerable.Range(0, 3).Select(i => (Module<Tensor, Tensor>)Conv2d(3 + i, 4 + i, 3)));
            public Net() : base("net") => RegisterComponents();
            """, "at.call(x)", "(B, 6, 26, 26)"
        },
        {
            "a collection expression", """
            private readonly Sequential at;
            public Net() : base("net")
            {
                Module<Tensor, Tensor>[] first = [Conv2d(3, 8, 3), ReLU()];
                at = Sequential([.. first, MaxPool2d(2)]);
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 8, 15, 15)"
        },
        {
            "a switch expression and a ternary", """
            private readonly Module<Tensor, Tensor> at = Make("large");
            public Net() : base("net") => RegisterComponents();
            private static Module<Tensor, Tensor> Make(string size) => Conv2d(3, size switch { "small" => 4, "large" => 16, _ => 8 }, 3);
            """, "at.call(x)", "(B, 16, 30, 30)"
        },
        {
            "a local function", """
            private readonly Sequential at;
            public Net() : base("net")
            {
                var planes = 3;
                Module<Tensor, Tensor> Next(int width) { var conv = Conv2d(planes, width, 3, padding: 1); planes = width; return conv; }
                at = Sequential(Next(8), Next(16));
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 16, 32, 32)"
        },
        {
            "a lambda", """
            private readonly Sequential at;
            public Net() : base("net")
            {
                Func<int, int, Module<Tensor, Tensor>> conv = (from, to) => Conv2d(from, to, 3);
                at = Sequential(conv(3, 8), conv(8, 12));
                RegisterComponents();
            }
            """, "at.call(x)", "(B, 12, 28, 28)"
        },
        {
            "a class of one's own", "private readonly Block at = new(3, 16, 2); public Net() : base(\"net\") => RegisterComponents();", "at.call(x)", "(B, 16, 16, 16)"
        },
        {
            "arithmetic", "private readonly Conv2d at = Conv2d(3, Divisible(32 * 0.75, 8), 3); public Net() : base(\"net\") => RegisterComponents(); private static int Divisible(double v, int by) { var n = Math.Max(by, (int)(v + by / 2.0) / by * by); if (n < 0.9 * v) n += by; return n; }",
            "at.call(x)", "(B, 24, 30, 30)"
        },
        {
            "a dictionary", """
            private static readonly Dictionary<string, int[]> Widths = new() { ["a"] = [8, 16], ["b"] = [4] };
            private readonly Sequential at = Make(Widths["a"]);
            public Net() : base("net") => RegisterComponents();
            private static Sequential Make(int[] widths) => Sequential(Conv2d(3, widths[0], 3), Conv2d(widths[0], widths[^1], 3));
            """, "at.call(x)", "(B, 16, 28, 28)"
        },
        {
            "a property that shows a field", "private readonly Conv2d conv = Conv2d(3, 8, 3); [Hint(\"at\")] private Conv2d at => conv; public Net() : base(\"net\") => RegisterComponents();", "conv.call(x)", "(B, 8, 30, 30)"
        },
        {
            "a loop of unknown length", """
            private readonly Conv2d at = Conv2d(3, 3, 3, padding: 1);
            public Net() : base("net") => RegisterComponents();
            private Tensor Run(Tensor x) { for (var i = 0; i < Environment.ProcessorCount; i++) x = at.call(x); return x; }
            """, "Run(x)", "(B, 3, 32, 32)"
        },
        {
            "a loop of unknown length that changes the shape", """
            private readonly Conv2d at = Conv2d(3, 3, 3);
            public Net() : base("net") => RegisterComponents();
            private Tensor Run(Tensor x) { while (Environment.TickCount > 0) x = at.call(x); return x; }
            """, "Run(x)", "(B, 3, ?, ?)"
        },
        {
            "two calls with different shapes", "private readonly Conv2d at = Conv2d(3, 3, 3, padding: 1); public Net() : base(\"net\") => RegisterComponents();", "at.call(functional.max_pool2d(at.call(x), 2))", "(B, 3, ?, ?)"
        },
        {
            "a condition that is not known", """
            private readonly ReLU at = ReLU();
            private readonly Conv2d a = Conv2d(3, 8, 3), b = Conv2d(3, 8, 5);
            public Net() : base("net") => RegisterComponents();
            private Tensor Run(Tensor x) { if (training) return a.call(x); var y = b.call(x); return y; }
            """, "at.call(Run(x))", "(B, 8, ?, ?)"
        },
        {
            "a value that is not known", "private readonly Conv2d at = Conv2d(3, Environment.ProcessorCount, 3); public Net() : base(\"net\") => RegisterComponents();", "at.call(x)", "(B, ?, 30, 30)"
        },
        {
            "a module that escapes", "private readonly Conv2d at = Conv2d(3, 8, 3); public Net() : base(\"net\") { RegisterComponents(); GC.KeepAlive(at); }", "at.call(x)", "(...)"
        },
        {
            "children in an unknown order", "private readonly Conv2d at = Conv2d(3, 3, 3); private readonly ReLU relu = ReLU(); public Net() : base(\"net\") => RegisterComponents(); private Tensor Run(Tensor x) { foreach (var child in children()) x = ((Module<Tensor, Tensor>)child).call(x); return at.call(x); }", "Run(x)", "(...)"
        },
        {
            "modules that are initialised", "private readonly Conv2d at = Conv2d(3, 8, 3); public Net() : base(\"net\") { RegisterComponents(); foreach (var module in modules()) { if (module is Conv2d conv) init.kaiming_normal_(conv.weight); } }", "at.call(x)", "(B, 8, 30, 30)"
        },
        {
            "recursion without end", "private readonly Conv2d at = Conv2d(3, Deep(0), 3); public Net() : base(\"net\") => RegisterComponents(); private static int Deep(int n) => Deep(n + 1);", "at.call(x)", "(...)"
        },
        {
            "a loop without end", "private readonly Conv2d at = Conv2d(3, 8, 3); public Net() : base(\"net\") { while (true) { } }", "at.call(x)", "(...)"
        },
        {
            "an iterator", """
            private readonly Sequential at;
            public Net() : base("net") { at = Sequential(Layers()); RegisterComponents(); }
            private static IEnumerable<Module<Tensor, Tensor>> Layers() { yield return Conv2d(3, 8, 3); for (var i = 0; i < 2; i++) yield return MaxPool2d(2); }
            """, "at.call(x)", "(B, 8, 7, 7)"
        },
        {
            "a factory", "private readonly Conv2d at; private Net(int width) : base(\"net\") { at = Conv2d(3, width, 3); RegisterComponents(); } [ModelFactory] internal static Net Make() => new(20);", "at.call(x)", "(B, 20, 30, 30)"
        },
        {
            "a null-conditional call", "private readonly Conv2d? at = Conv2d(3, 8, 3); public Net() : base(\"net\") => RegisterComponents();", "at?.call(x) ?? x", "(B, 8, 30, 30)"
        },
        {
            "a tuple of features", "private readonly Conv2d at = Conv2d(3, 8, 3); public Net() : base(\"net\") => RegisterComponents(); private (Tensor A, Tensor B) Run(Tensor x) { var a = functional.max_pool2d(x, 2); return (a, at.call(a)); }", "Run(x).B", "(B, 8, 14, 14)"
        },
        {
            "an overridden method", """
            private readonly Derived at = new();
            public Net() : base("net") => RegisterComponents();
            private abstract class Base : Module<Tensor, Tensor>
            {
                protected readonly Conv2d conv;
                protected Base(string name) : base(name) { conv = Conv2d(3, Width, 3); RegisterComponents(); }
                protected virtual int Width => 8;
                protected abstract Tensor Tail(Tensor x);
                public override Tensor forward(Tensor x) => Tail(conv.call(x));
            }
            private sealed class Derived() : Base("derived")
            {
                protected override int Width => base.Width * 2;
                protected override Tensor Tail(Tensor x) => functional.max_pool2d(x, 2);
            }
            """, "at.call(x)", "(B, 16, 15, 15)"
        },
        {
            "a record", """
            private readonly Conv2d at = Make(new Options(Width: 12) { Kernel = 5 });
            public Net() : base("net") => RegisterComponents();
            private static Conv2d Make(Options options) => Conv2d(3, options.Width, options.Kernel);
            private sealed record Options(int Width) { public int Kernel { get; init; } = 3; }
            """, "at.call(x)", "(B, 12, 28, 28)"
        },
        {
            "a primary constructor", """
            private readonly Half at = new(3, 8);
            public Net() : base("net") => RegisterComponents();
            private sealed class Half(int from, int to) : Module<Tensor, Tensor>("half")
            {
                private readonly Module<Tensor, Tensor> conv = Conv2d(from, to, 1);
                public override Tensor forward(Tensor x) => conv.call(x).narrow(1, 0, to / 2);
            }
            """, "at.call(x)", "(B, 4, 32, 32)"
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_model_with(string what, string members, string forward, string expected)
    {
        var marked = members.Contains("[Hint(") ? members : Marked(members);

        Assert.Equal((what, expected), (what, ShapeHarness.At(Block + $$"""
            [Teacher, Input(3, 32, 32)]
            internal sealed partial class Net : Module<Tensor, Tensor>
            {
                {{marked}}
                public override Tensor forward(Tensor x) => {{forward}};
            }
            """)));
    }

    [Theory]
    [InlineData("late", "(B, 8, 15, 15)")]
    [InlineData("deep", "(B, 8, 30, 30)")]
    [InlineData("before", "(B, 3, 32, 32)")]
    [InlineData("second", "(B, 5)")]
    [InlineData("logits", "(B, 10)")]
    public void A_place_inside_of_a_member(string place, string expected) => Assert.Equal(expected, ShapeHarness.At("""
        internal sealed class Two : Module<Tensor, (Tensor, Tensor)>
        {
            private readonly Linear a = Linear(1800, 10), b = Linear(1800, 5);
            public Two() : base("two") => RegisterComponents();
            public override (Tensor, Tensor) forward(Tensor x) => (a.call(x), b.call(x));
        }

        [Teacher, Input(3, 32, 32)]
        internal sealed partial class Net : Module<Tensor, Tensor>
        {
            [Hint("late"), Hint("deep", Path = "0.conv"), Hint("before", Of = HintOf.Input)]
            private readonly Sequential body = Sequential(Sequential(("conv", Conv2d(3, 8, 3)), ("relu", ReLU())), MaxPool2d(2));
            [Hint("second", Item = 1)] private readonly Two head = new();
            public Net() : base("net") => RegisterComponents();
            public override Tensor forward(Tensor x) => head.call(body.call(x).flatten(1)).Item1;
        }
        """, place));

    // The member that is called at becomes the place.
    private static string Marked(string members)
    {
        var field = System.Text.RegularExpressions.Regex.Match(members, @"private readonly [^;={]*?\bat\b");
        Assert.True(field.Success, members);
        return members.Insert(field.Index, "[Hint(\"at\")] ");
    }
}
