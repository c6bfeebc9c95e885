using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// <c>rmsd(file.xyz)</c> or <c>rmsd(file.xyz,1-5,8)</c>: root of the mean squared distance of atoms from where they are in a file, Å, after the best rotation and translation; atoms weigh the same. At zero its gradient
/// has no direction, and none is given.
/// </summary>
sealed class RootDeviation(string name, Reference reference) : ICollectiveVariable
{
    const double Zero = 1e-9;

    internal static CollectiveKind Kind { get; } = new("rmsd", "rmsd(file.xyz)", a => new RootDeviation(a.Text, new Reference(a.Frames(0)[0], a.AtomsFrom(1), a.Text)));

    public string Name => name;

    public string Unit => "Å";

    public double? Period => null;

    public int LastAtom { get; } = reference.Atoms.ToArray().Max();

    public void Check(Structure structure) => reference.Check(structure, Name);

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        var places = reference.Gather(structure, into);
        var slopes = into.Slopes(places.Length);
        slopes.Clear();
        var root = Math.Sqrt(Superposition.Deviation(places, reference.Places, 1, slopes));
        if (root > Zero)
            reference.Scatter(factor / (2 * root), places, slopes, into);
        return root;
    }
}
