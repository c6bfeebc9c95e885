using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// <c>dihedral(1,2,3,4)</c>: the angle between the planes of the first and the last three atoms, degrees in [−180, 180), 0 where the outer atoms are on the same side, positive where, seen along the middle bond, the far one is clockwise (IUPAC).
/// Gradient by Blondel and Karplus, J. Comput. Chem. 17, 1132 (1996).
/// </summary>
sealed class Dihedral(string name, int i, int j, int k, int l) : ICollectiveVariable
{
    const double Degrees = 180 / Math.PI, Straight = 1e-12;

    internal static CollectiveKind Kind { get; } = new("dihedral", "dihedral(1,2,3,4)", a => new Dihedral(a.Text, a.Atom(0), a.Atom(1), a.Atom(2), a.Atom(3)));

    public string Name => name;

    public string Unit => "°";

    public double? Period => 360;

    public int LastAtom => Math.Max(Math.Max(i, j), Math.Max(k, l));

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        Vec3 b1 = MinimumImage.Edge(structure, i, j), b2 = MinimumImage.Edge(structure, j, k), b3 = MinimumImage.Edge(structure, k, l);
        Vec3 n1 = Vec3.Cross(b1, b2), n2 = Vec3.Cross(b2, b3);
        var length = b2.Length;
        double n11 = n1.LengthSquared, n22 = n2.LengthSquared;
        if (n11 > Straight && n22 > Straight)
        {
            var scale = factor * Degrees;
            into.Edge(i, j, b1, scale * length / n11 * n1);
            into.Edge(k, l, b3, scale * length / n22 * n2);
            into.Edge(j, k, b2, -scale / length * (Vec3.Dot(b1, b2) / n11 * n1 + Vec3.Dot(b3, b2) / n22 * n2));
        }
        var angle = Degrees * Math.Atan2(length * Vec3.Dot(b1, n2), Vec3.Dot(n1, n2));
        return angle >= 180 ? angle - 360 : angle;
    }
}
