using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary><c>distance(1,2)</c>: of two atoms, by the shortest image, Å.</summary>
sealed class Distance(string name, int i, int j) : ICollectiveVariable
{
    internal static CollectiveKind Kind { get; } = new("distance", "distance(1,2)", a => new Distance(a.Text, a.Atom(0), a.Atom(1)));

    public string Name => name;

    public string Unit => "Å";

    public double? Period => null;

    public int LastAtom => Math.Max(i, j);

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        var r = MinimumImage.Edge(structure, i, j);
        var length = r.Length;
        into.Edge(i, j, r, factor / length * r);
        return length;
    }
}
