using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Repulsion integrals (pq|rs) over correlated (o) and virtual (v) orbitals, by class, and orbital energies.</summary>
internal sealed class OrbitalIntegrals
{
    public OrbitalIntegrals(ClosedShell shell, Team team)
    {
        var (o, v) = (shell.Occupied, shell.Virtual);
        var m = o + v;
        var c = shell.Coefficients(0, m);
        var all = Transformation.Integrals(shell.Molecule, c, c, c, c, team);
        (Occupied, Virtual, Energies) = (o, v, shell.Energies);
        Oooo = Part(all, m, o, "oooo");
        Ovoo = Part(all, m, o, "ovoo");
        Oovv = Part(all, m, o, "oovv");
        Ovov = Part(all, m, o, "ovov");
        Ovvv = Part(all, m, o, "ovvv");
        Vvvv = Part(all, m, o, "vvvv").Permuted("acbd->abcd");
    }

    public int Occupied { get; }

    public int Virtual { get; }

    public double[] Energies { get; }

    public Tensor Oooo { get; }

    public Tensor Ovoo { get; }

    public Tensor Oovv { get; }

    public Tensor Ovov { get; }

    public Tensor Ovvv { get; }

    /// <summary>(ac|bd) as [a, b, c, d].</summary>
    public Tensor Vvvv { get; }

    /// <summary>Bytes at the peak, while they are made.</summary>
    public static double Bytes(double n, double o, double v) => Transformation.Bytes(n, o + v, o + v, o + v, o + v) + sizeof(double) * (2 * v * v * v * v + o * v * v * v);

    static Tensor Part(double[] all, int m, int o, string spaces)
    {
        var first = spaces.Select(s => s == 'o' ? 0 : o).ToArray();
        var part = new Tensor([.. spaces.Select(s => s == 'o' ? o : m - o)]);
        var (n, to) = (part.Shape, 0);
        for (var p = 0; p < n[0]; p++)
        {
            for (var q = 0; q < n[1]; q++)
            {
                for (var r = 0; r < n[2]; r++, to += n[3])
                    Array.Copy(all, (((first[0] + p) * m + first[1] + q) * m + first[2] + r) * m + first[3], part.Data, to, n[3]);
            }
        }
        return part;
    }
}
