namespace Kd.Generators.Tests;

/// <summary>Places on members that a model inherits.</summary>
public class InheritedPlaceTests
{
    private const string Base = """
        internal abstract class Base : Module<Tensor, Tensor>
        {
            [Hint("late")] protected readonly Sequential body = Sequential(ReLU());
            [Hint("early")] public virtual Module<Tensor, Tensor> Stem { get; } = Identity();
            protected Base(string name) : base(name) { }
            public override Tensor forward(Tensor images) => body.call(Stem.call(images));
        }

        """;

    private const string Teacher = """
        [Teacher, Sgd]
        internal sealed partial class Large : Base { public Large() : base("Large") => RegisterComponents(); }

        """;

    private const string Student = """
        [Student<Large>, Response, Sgd]
        internal sealed partial class Small : Module<Tensor, Tensor>
        {
            [Guided("late")] private readonly Sequential body = Sequential(ReLU());
            [Guided("early")] private readonly Sequential stem = Sequential(ReLU());
            public Small() : base("Small") => RegisterComponents();
            public override Tensor forward(Tensor images) => body.call(stem.call(images));
        }

        """;

    [Theory]
    [InlineData(Base, Teacher)]
    [InlineData("""
        internal abstract class Base<TBody>(TBody body) : Module<Tensor, Tensor>("Base") where TBody : Module<Tensor, Tensor>
        {
            [Hint("late")] protected internal readonly TBody body = body;
            [Hint("early")] private protected Linear Stem => throw new System.NotSupportedException();
            public override Tensor forward(Tensor images) => body.call(images);
        }

        internal abstract class Middle() : Base<Sequential>(Sequential(ReLU()));

        """, """
        [Teacher, Sgd]
        internal sealed partial class Large : Middle { public Large() => RegisterComponents(); }

        """)]
    public Task Hints_of_a_base(string @base, string teacher) => Verify(@base, teacher, Student);

    [Fact]
    public Task A_member_that_overrides_has_the_place_and_forward_is_overridden_too() => Verify(Base, """
        [Teacher, Sgd]
        internal sealed partial class Large : Base
        {
            [Hint("early")] public override Module<Tensor, Tensor> Stem { get; } = Conv2d(1, 1, 1);
            public Large() : base("Large") => RegisterComponents();
            public override Tensor forward(Tensor images) => body.call(images);
        }

        """, Student);

    [Fact]
    public async Task Teacher_and_student_share_a_base_with_the_words_of_both()
    {
        var program = Sources.Alone("""
            internal abstract class Base(string name) : Module<Tensor, Tensor>(name)
            {
                [Hint("late"), Guided("late"), Freeze] protected readonly Sequential body = Sequential(ReLU());
                public override Tensor forward(Tensor images) => body.call(images);
            }

            [Teacher, Sgd] internal sealed partial class Large : Base { public Large() : base("Large") => RegisterComponents(); }
            [Student<Large>, Response, Sgd] internal sealed partial class Small : Base { public Small() : base("Small") => RegisterComponents(); }
            """);

        await AnalyzerHarness.Verify(program);

        var generated = string.Concat(GeneratorHarness.RunValid(program).GeneratedTrees);
        Assert.Contains("Late = global::Kd.Training.Tap.Output(model.body, \"Small.body\");", generated);
        Assert.Contains("run.Freeze(global::Small.Members.Body(_student));", generated);
    }

    [Fact]
    public async Task A_students_own_word_replaces_the_hint_of_the_base_that_it_shares_with_its_teacher()
    {
        var program = Sources.Alone(Base, Teacher, """
            [Student<Large>, RelationPair("early", "late"), Sgd]
            internal sealed partial class Small : Base
            {
                [Guided("late")] private Sequential Body => body;
                public Small() : base("Small") => RegisterComponents();
            }
            """);

        await AnalyzerHarness.Verify(program);

        var generated = string.Concat(GeneratorHarness.RunValid(program).GeneratedTrees);
        Assert.Contains("Late = global::Kd.Training.Tap.Output(model.Body, \"Small.Body\");", generated);
        Assert.Contains("Early = global::Kd.Training.Tap.Output(model.Stem, \"Small.Stem\");", generated);
    }

    [Fact]
    public Task KD0003_a_teachers_own_hint_has_the_id_of_one_that_it_inherits() => AnalyzerHarness.Verify(Sources.Alone(Base, """
        [Teacher, Sgd]
        internal sealed partial class Large : Base
        {
            [Hint("late")] private Sequential Body => body;
            public Large() : base("Large") => RegisterComponents();
        }
        """).Replace("[Hint(\"late\")] protected", "[{|KD0003:Hint(\"late\")|}] protected"));

    [Fact]
    public async Task A_model_that_derives_from_a_model_has_its_own_private_places_alone()
    {
        var program = Sources.Alone("""
            [Teacher, Sgd]
            internal partial class Large : Module<Tensor, Tensor>
            {
                [Hint("late")] protected readonly Sequential body = Sequential(ReLU());
                [Hint("early")] private readonly Sequential stem = Sequential(ReLU());
                public Large() : base("Large") => RegisterComponents();
                public override Tensor forward(Tensor images) => body.call(stem.call(images));
            }

            [Student<Large>, Response, Sgd]
            internal sealed partial class Small : Large
            {
                [Guided("late")] private readonly Sequential head = Sequential(ReLU());
                public override Tensor forward(Tensor images) => head.call(images);
            }
            """).Replace("[Hint(\"late\")]", "[Hint(\"own\"), Hint(\"late\")]").Replace("[Guided(\"late\")]", "[Guided(\"early\")]");

        await AnalyzerHarness.Verify(program);

        GeneratorHarness.RunValid(program);
    }

    [Fact]
    public Task KD0021_a_private_member_of_a_base() => AnalyzerHarness.Verify(
        Sources.Alone(Base.Replace("[Hint(\"late\")] protected", "[{|KD0021:Hint(\"late\")|}] private"), Teacher),
        "[Hint] on body: it is private in Base, where Large cannot reach it; make it protected");

    private static async Task Verify(params string[] classes)
    {
        var program = Sources.Alone(classes);

        await AnalyzerHarness.Verify(program);

        Assert.Equal(5, GeneratorHarness.RunValid(program).GeneratedTrees.Length);
    }
}
