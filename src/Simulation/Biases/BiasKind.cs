using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Laws of collective variables in the grammar, to be added to a potential: <c>umbrella:cv=distance(1,2),at=2.5,k=4</c>, <c>wall:cv=distance(1,2),above=4,k=10</c> (or <c>below=</c>), and the model
/// <c>doublewell:cv=position(1,x),h=0.2,a=1,c=0.03</c>. The variable is written without blanks, or the whole name in quotes.
/// </summary>
public sealed class BiasKind : IPotentialKind
{
    readonly Func<PotentialArguments, ICollectiveVariable, ICollectiveLaw> _read;

    BiasKind(string name, string usage, Func<PotentialArguments, ICollectiveVariable, ICollectiveLaw> read) => (Name, Usage, _read) = (name, usage, read);

    /// <summary>All of them, to be added to a catalogue.</summary>
    public static IPotentialKind[] All { get; } =
    [
        new BiasKind("umbrella", "umbrella:cv=distance(1,2),at=2.5,k=4", (a, v) => new HarmonicWell(a.Required("at", $"where it is lowest, {v.Unit}"), Stiffness(a, v), v.Period)),
        new BiasKind("wall", "wall:cv=distance(1,2),above=4,k=10", (a, v) => (a.Number("above"), a.Number("below"), Stiffness(a, v)) switch
        {
            ({ } above, null, var k) => new Wall(above, k, true),
            (null, { } below, var k) => new Wall(below, k, false),
            _ => throw a.Error("cv", "A wall has above=… or below=…, one of them."),
        }),
        new BiasKind("doublewell", "doublewell:cv=position(1,x),h=0.2,a=1,c=0.03",
            (a, v) => new DoubleWell(a.Required("h", "height of the barrier, eV"), a.Positive("a") ?? 1, a.Number("c") ?? 0, a.Number("at") ?? 0)),
    ];

    public string Name { get; }

    public string Usage { get; }

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        var text = arguments.Text("cv") ?? throw name.Error($"'{Name}' needs cv=…, the collective variable: {Usage}.");
        ICollectiveVariable variable;
        try
        {
            variable = CollectiveVariables.Parse(text);
        }
        catch (SimulationException e)
        {
            throw arguments.Error("cv", e.Message);
        }
        var law = _read(arguments, variable);
        arguments.Finish();
        return new CollectivePotential(name.Title, variable, law);
    }

    static double Stiffness(PotentialArguments arguments, ICollectiveVariable variable) =>
        arguments.Positive("k") ?? throw arguments.Error("cv", $"It needs k=…, the stiffness in eV{(variable.Unit.Length == 0 ? "" : $"/{variable.Unit}²")}.");
}
