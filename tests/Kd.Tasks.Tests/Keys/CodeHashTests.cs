using Kd.Tasks.Keys;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Keys;

/// <summary>What changes the hash of the code of <c>Model</c>, and what does not.</summary>
public sealed class CodeHashTests
{
    private const string Model = """
        class Model
        {
            private readonly int[] widths = [3, 5, 8, 13];
            public Model() => Width = 64;
            public int Width { get; }
            public IEnumerable<int> Sizes() { foreach (var w in widths) yield return Helper.Scale(w); }
            public Func<int, int> Closure(int by) => x => x * by + 7;
            public object Anonymous() => new { Width, Name = "model" };
            public int Local() { return Inner(2); int Inner(int a) => a + Width; }
            public string Switch(string s) => s switch { "a" => "1", "bb" => "2", "ccc" => "3", "dddd" => "4", "eeeee" => "5", "ffffff" => "6", "ggggggg" => "7", _ => "" };
        }

        static class Helper { public static int Scale(int x) => x * 2; }
        """;

    [Theory]
    [InlineData("// a comment\n" + Model)]
    [InlineData("\n\n#pragma warning disable CS0414\n" + Model)]
    [InlineData(Model + "\nclass Unrelated { int x = 9; string s = \"new\"; }")]
    [InlineData("class First { int x = 9; }\n" + Model)]
    [InlineData("class First { object a = new { Other = 1 }; int[] data = [9, 9, 9, 9, 9]; Func<int, int> f = x => x; }\n" + Model)]
    [InlineData("class First { string F(string s) => s switch { \"z\" => \"1\", \"yy\" => \"2\", \"xxx\" => \"3\", \"d\" => \"4\", \"e\" => \"5\", \"f\" => \"6\", \"g\" => \"7\", _ => \"\" }; }\n" + Model)]
    [InlineData("file class OfThisFile;\n" + Model)]
    public void Stays_when_only_other_code_changes(string source) => Assert.Equal(Hash(Model), Hash(source));

    [Theory]
    [InlineData("Width = 64", "Width = 65")]
    [InlineData("[3, 5, 8, 13]", "[3, 5, 8, 21]")]
    [InlineData("x * 2", "x * 3")]
    [InlineData("x * by + 7", "x * by + 8")]
    [InlineData("yield return Helper.Scale(w)", "yield return Helper.Scale(w) + 1")]
    [InlineData("a + Width", "a - Width")]
    [InlineData("Name = \"model\"", "Name = \"other\"")]
    [InlineData("Name = \"model\"", "Label = \"model\"")]
    [InlineData("\"3\"", "\"33\"")]
    [InlineData("class Model", "class Model : List<int>")]
    [InlineData("Sizes()", "OtherSizes()")]
    public void Changes_with_code_that_can_be_reached(string old, string @new) =>
        Assert.NotEqual(Hash(Model), Hash(Replace(Model, old, @new)));

    [Fact]
    public void Stays_when_compiled_again_elsewhere()
    {
        const string source = "file class Part { public int X = 1; }\nclass Model { object part = new Part(); }";
        Assert.Equal(Hash(source), Hash(Compiler.Compile(source, path: "/other/place/App.cs")));
    }

    [Fact]
    public void Follows_file_local_types_whatever_their_file_is_called()
    {
        string Of(int x) => Hash(Compiler.Compile($"file class Part {{ int x = {x}; }}\nclass Model {{ object p = new Part(); }}", path: "/src/Parts.cs"));
        Assert.NotEqual(Of(1), Of(2));
    }

    [Fact]
    public void Follows_types_that_attributes_name()
    {
        const string source = "class UsesAttribute(params Type[] types) : Attribute; class Part { int x = 1; } [Uses(typeof(Part))] class Model;";
        Assert.NotEqual(Hash(source), Hash(Replace(source, "x = 1", "x = 2")));
    }

    [Fact]
    public void Stays_when_the_version_of_an_assembly_changes_that_an_attribute_names()
    {
        const string source = "class UsesAttribute(Type type) : Attribute; [Uses(typeof(Part))] class Model;";
        byte[] With(string version) => Compiler.Compile(source, references:
            [Compiler.Compile($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] public class Part;", "Package")]);
        Assert.Equal(Hash(With("1.0.0.0")), Hash(With("2.0.0.0")));
    }

    [Fact]
    public void Stays_when_a_file_local_type_of_the_same_name_comes() =>
        Assert.Equal(Hash("class Model { int a = 1; }"), Hash("class Model { int a = 1; }\nfile class Model2;"));

    [Fact]
    public void Does_not_depend_on_the_order_of_methods_but_on_that_of_fields()
    {
        Assert.Equal(Hash("class Model { void A() { } void B() { } }"), Hash("class Model { void B() { } void A() { } }"));
        Assert.NotEqual(Hash("class Model { int a; string b; }"), Hash("class Model { string b; int a; }"));
    }

    [Theory]
    [InlineData("class Base { protected int x = 1; } class Model : Base;", "x = 1", "x = 2")]
    [InlineData("interface I { int X() => 1; } class Model : I;", "=> 1", "=> 2")]
    [InlineData("class Part { int x = 1; } class Model { List<Part[]> parts = []; }", "x = 1", "x = 2")]
    [InlineData("class Part { public const int X = 1; } class Model { int y = Part.X; }", "X = 1", "X = 2")]
    [InlineData("class Part { static readonly int x = 1; } class Model { Type t = typeof(Part); }", "x = 1", "x = 2")]
    [InlineData("class Part { int x = 1; } class Model { void M<T>() where T : Part { } }", "x = 1", "x = 2")]
    [InlineData("class Part<T> { int x = 1; } class Model { object p = Activator.CreateInstance<Part<int>>(); }", "x = 1", "x = 2")]
    [InlineData("class Model { async System.Threading.Tasks.Task M() { await System.Threading.Tasks.Task.Delay(1); } }", "Delay(1)", "Delay(2)")]
    [InlineData("class Model { void M(int x = 1) { } }", "x = 1", "x = 2")]
    [InlineData("unsafe struct Buffer { public fixed int X[4]; } class Model { Buffer b; }", "X[4]", "X[5]")]
    [InlineData("class Model { double x = 1.5; }", "1.5", "1.25")]
    [InlineData("class Model { long x = 1L << 40; }", "<< 40", "<< 41")]
    [InlineData("class Model { void M(int ids) { } }", "ids", "mask")]
    [InlineData("class Init { [System.Runtime.CompilerServices.ModuleInitializer] internal static void I() { Environment.SetEnvironmentVariable(\"a\", \"b\"); } } class Model;", "\"b\"", "\"c\"")]
    public void Follows(string source, string old, string @new) =>
        Assert.NotEqual(Hash(source), Hash(Replace(source, old, @new)));

    [Theory]
    [InlineData("value: 1", "value: 2")]
    [InlineData("Kind.A", "Kind.B")]
    [InlineData("typeof(int)", "typeof(long)")]
    [InlineData("Factor = 3", "Factor = 4")]
    [InlineData("[Own(value: 1", "[Other, Own(value: 1")]
    public void Counts_attributes_of_the_users_own_with_their_code(string old, string @new)
    {
        const string source = """
            enum Kind : byte { A, B }
            class OtherAttribute : Attribute;
            class OwnAttribute(int value, Kind kind, Type type) : Attribute { public int Factor = 3; public int[] Sizes = [value]; }
            [Own(value: 1, Kind.A, typeof(int), Sizes = [1, 2])] class Model;
            """;
        Assert.NotEqual(Hash(source), Hash(Replace(source, old, @new)));
    }

    [Fact]
    public void Counts_the_names_of_weights_which_no_declaration_has()
    {
        var dsl = Compiler.Compile("namespace Kd; public class WeightNameAttribute(string name) : Attribute { public string Name => name; }", "Kd.Dsl");
        string Named(string name) => Hash(Compiler.Compile($"class Model {{ [Kd.WeightName(\"{name}\")] int x = 1; }}", references: [dsl]));

        Assert.Equal(Named("fc"), Named("fc"));
        Assert.NotEqual(Named("fc"), Named("head"));
    }

    [Fact]
    public void Leaves_out_the_words_of_the_language_that_declarations_have()
    {
        var dsl = Compiler.Compile("public class WordAttribute : Attribute { public double Weight; } public class WordAttribute<T> : Attribute;", "Kd.Dsl");
        var bare = Compiler.Compile("class Model { int x = 1; }", references: [dsl]);
        var declared = Compiler.Compile("[Word(Weight = 2), Word<int>] class Model { [Word] int x = 1; }", references: [dsl]);
        Assert.Equal(Hash(bare), Hash(declared));
    }

    [Fact]
    public void Leaves_out_nullable_annotations_and_attributes_for_tools() =>
        Assert.Equal(
            Hash("class Model { string a = \"\"; string M(string x) => x; }"),
            Hash("#nullable enable\n[System.Diagnostics.DebuggerDisplay(\"x\")] class Model { string a = \"\"; string? M(string? x) => x; }"));

    [Fact]
    public void Leaves_out_what_Kd_generated()
    {
        const string generated = """
            partial class Model
            {
                [System.CodeDom.Compiler.GeneratedCode("Kd.Generators", "1")] internal sealed class Taps { public int Count = 5; }
                [System.CodeDom.Compiler.GeneratedCode("Kd.Generators", "1")] public static Model LoadDistilled() { new Taps(); return new Model(); }
            }
            """;
        Assert.Equal(Hash("partial class Model { int x = 1; }"), Hash("partial class Model { int x = 1; }\n" + generated));
    }

    [Fact]
    public void Leaves_out_generated_types_that_user_code_mentions()
    {
        const string source = """
            class Model { object d = new Distiller(); }
            [System.CodeDom.Compiler.GeneratedCode("Kd.Generators", "1")] class Distiller { int x = 1; public class Options { int y = 2; } }
            """;
        Assert.Equal(Hash(source), Hash(Replace(source, "x = 1", "x = 7")));
    }

    [Fact]
    public void Counts_a_users_class_of_which_a_part_is_generated()
    {
        const string source = "[System.CodeDom.Compiler.GeneratedCode(\"Kd.Generators\", \"1\")] class Model { int x = 1; }";
        Assert.NotEqual(Hash(source), Hash(Replace(source, "x = 1", "x = 2")));
    }

    [Fact]
    public void Counts_what_other_generators_generated()
    {
        const string source = "class Model { object p = new Part(); } [System.CodeDom.Compiler.GeneratedCode(\"Other\", \"1\")] class Part { int x = 1; }";
        Assert.NotEqual(Hash(source), Hash(Replace(source, "x = 1", "x = 2")));
    }

    [Theory]
    [InlineData("public class Part { int x = 1; }", "public class Part { int x = 2; }", true)]
    [InlineData("public class Part { int x = 1; }", "public class Part { int x = 1; } public class Unrelated;", false)]
    public void Follows_references_into_other_projects(string old, string @new, bool changes)
    {
        const string source = "class Model { object p = new Part(); }";
        Assert.Equal(changes, Hash(source, Compiler.Compile(old, "Library")) != Hash(source, Compiler.Compile(@new, "Library")));
    }

    [Fact]
    public void Does_not_follow_references_into_packages()
    {
        const string source = "class Model { object p = new Part(); }";
        byte[] One(string part) => Compiler.Compile(source, references: [Compiler.Compile(part, "Package")]);
        Assert.Equal(Hash(One("public class Part { int x = 1; }")), Hash(One("public class Part { int x = 2; }")));
    }

    [Theory]
    [InlineData("class Model { object s = typeof(Model).Assembly.GetManifestResourceStream(\"data\"); }", true)]
    [InlineData("class Model { object s = new System.Resources.ResourceManager(typeof(Model)); }", true)]
    [InlineData("class Model { object s = typeof(Model).Assembly; }", false)]
    public void Counts_embedded_resources_if_the_code_asks_for_some(string source, bool changes)
    {
        byte[] With(byte content) => Compiler.Compile(source, resources: new Dictionary<string, byte[]> { ["data"] = [1, 2, content] });
        Assert.Equal(changes, Hash(With(3)) != Hash(With(4)));
    }

    [Fact]
    public void Has_a_hash_for_each_type_with_all_that_is_inside_it()
    {
        const string source = """
            file class Part { int x = 1; }
            class Model { object part = new Part(); object other = new Inner(); Func<int, int> f = x => x + 1; class Inner { int y = 2; } object shared = new Shared(); }
            """;
        var library = Compiler.Compile("public class Shared { int z = 3; }", "Library");
        var (before, after) = (Of(source), Of(source.Replace("y = 2", "y = 3")));
        Assert.Equal(["<App>F__Part", "<Module>", "<Module>, Library", "Model", "Shared, Library"], before.Keys);
        Assert.Equal(["Model"], before.Keys.Where(type => before[type] != after[type]));

        IReadOnlyDictionary<string, string> Of(string text)
        {
            using var assemblies = CodeAssemblies.Open(new MemoryStream(Compiler.Compile(text, references: [library])), new MemoryStream(library));
            return new CodeHash(assemblies, ["Model"]).Of(["Model"]);
        }
    }

    [Fact]
    public void Reads_a_type_of_another_project()
    {
        string Of(string library)
        {
            using var assemblies = CodeAssemblies.Open(
                new MemoryStream(Compiler.Compile("class Model;")), new MemoryStream(Compiler.Compile(library, "Library")));
            return Text(new CodeHash(assemblies, []), "Space.Part`1[[System.Int32, mscorlib]], Library, Version=1.0.0.0");
        }

        Assert.NotEqual(Of("namespace Space; public class Part<T> { int x = 1; }"), Of("namespace Space; public class Part<T> { int x = 2; }"));
    }

    private static string Replace(string source, string old, string @new)
    {
        Assert.Contains(old, source);
        return source.Replace(old, @new);
    }

    private static string Hash(string source) => Hash(Compiler.Compile(source));

    private static string Hash(string source, byte[] library) => Hash(Compiler.Compile(source, references: [library]), library);

    private static string Hash(byte[] image, params byte[][] libraries)
    {
        using var assemblies = CodeAssemblies.Open(new MemoryStream(image), libraries.Select(l => (Stream)new MemoryStream(l)).ToArray());
        return Text(new CodeHash(assemblies, ["Model"]), "Model");
    }

    private static string Text(CodeHash code, string read) => string.Join('\n', code.Of([read]).Select(type => $"{type.Key} {type.Value}"));
}
