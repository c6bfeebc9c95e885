using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Second derivatives of the energy of a crystal, Φ_{aα,jβ} = ∂²E/∂u_aα ∂u_jβ in eV/Å², between the atoms a of the primitive cell at the origin and all atoms j of a supercell (Born and Huang, "Dynamical Theory of Crystal Lattices", 1954).
/// </summary>
public sealed class ForceConstants
{
    readonly Mat3[] _blocks;

    internal ForceConstants(LatticeSupercell lattice, Mat3[] blocks, bool isExact, int derivatives, int operations)
    {
        (Lattice, _blocks, IsExact, Derivatives, Operations) = (lattice, blocks, isExact, derivatives, operations);
        SumRule = Enumerable.Range(0, lattice.Basis).Max(a => Largest(Sum(a)));
        Asymmetry = Symmetrize();
        Terms = [.. FindTerms()];
    }

    public LatticeSupercell Lattice { get; }

    /// <summary>The primitive cell, whose reciprocal lattice wave vectors refer to.</summary>
    public Structure Primitive => Lattice.Primitive;

    /// <summary>Whether the potential differentiated its forces exactly; else it was central differences.</summary>
    public bool IsExact { get; }

    /// <summary>How many derivatives of all forces were taken; symmetry gave the others.</summary>
    public int Derivatives { get; }

    /// <summary>Operations of the space group (modulo translations) that were made use of.</summary>
    public int Operations { get; }

    /// <summary>The largest |Φ_{aα,jβ} − Φ_{jβ,aα}| before it was made symmetric, eV/Å².</summary>
    public double Asymmetry { get; }

    /// <summary>The largest |Σ_j Φ_{aα,jβ}| before the acoustic sum rule was imposed, eV/Å².</summary>
    public double SumRule { get; }

    /// <summary>The largest entry of blocks between atoms at the border of the supercell (<see cref="LatticeSupercell.IsAtBorder"/>) as a part of the largest of all between different atoms: what the supercell is too small to tell apart.</summary>
    public double Border { get; private set; }

    /// <summary>Mass-weighted blocks with their separations in primitive lattice vectors, images that are equally near sharing a block: the terms of the dynamical matrix, eV/Å²/amu.</summary>
    internal IReadOnlyList<BlochTerm> Terms { get; }

    /// <summary>The block between a basis atom and an atom of the supercell, eV/Å²: rows are the basis atom's components.</summary>
    public Mat3 this[int basis, int atom] => _blocks[basis * Lattice.Structure.Count + atom];

    /// <summary>Computes them by exact derivatives of forces where the potential has them, or by differences.</summary>
    /// <param name="progress">Told how many derivatives of how many are done.</param>
    /// <exception cref="AtomsException">A supercell of one atom, whose images all move alike.</exception>
    /// <exception cref="PotentialException">The potential does not cover the crystal, or a derivative is no finite number.</exception>
    public static ForceConstants Of(LatticeSupercell lattice, IPotential potential, ForceConstantSettings? settings = null, Team? team = null, Action<int, int>? progress = null, CancellationToken cancellation = default) =>
        lattice.Structure.Count == 1
        ? throw new AtomsException($"In a supercell of one atom all images move alike, and no force says how {lattice.Primitive} vibrates. Take a larger one (--supercell).")
        : new ForceConstantFinder(lattice, potential, settings ?? new ForceConstantSettings(), team ?? Team.Single, progress, cancellation).Find();

    Mat3 Sum(int basis)
    {
        var sum = Mat3.Zero;
        for (var j = 0; j < Lattice.Structure.Count; j++)
            sum += this[basis, j];
        return sum;
    }

    // Index symmetry by averaging, then the sum rule by the block of an atom with itself, which is symmetric.
    double Symmetrize()
    {
        var count = Lattice.Structure.Count;
        var largest = 0.0;
        for (var a = 0; a < Lattice.Basis; a++)
        {
            for (var j = 0; j < count; j++)
            {
                int b = Lattice.BasisOf(j), partner = Lattice.AtomAt(a, -Lattice.TranslationOf(j));
                if ((b, partner).CompareTo((a, j)) < 0)
                    continue;
                ref Mat3 here = ref _blocks[a * count + j], there = ref _blocks[b * count + partner];
                largest = Math.Max(largest, Largest(here - there.Transposed));
                here = 0.5 * (here + there.Transposed);
                there = here.Transposed;
            }
        }
        for (var a = 0; a < Lattice.Basis; a++)
            _blocks[a * count + a] = (this[a, a] - Sum(a)).Symmetrized;
        return largest;
    }

    IEnumerable<BlochTerm> FindTerms()
    {
        var (largest, border) = (0.0, 0.0);
        for (var a = 0; a < Lattice.Basis; a++)
        {
            for (var j = 0; j < Lattice.Structure.Count; j++)
            {
                var block = this[a, j];
                var size = Largest(block);
                if (size == 0)
                    continue;
                var b = Lattice.BasisOf(j);
                var near = Lattice.ShortestSeparations(a, j);
                if (a != j)
                {
                    largest = Math.Max(largest, size);
                    if (Lattice.IsAtBorder(a, j))
                        border = Math.Max(border, size);
                }
                var weight = 1 / (near.Length * Math.Sqrt(Primitive.MassOf(a) * Primitive.MassOf(b)));
                foreach (var s in near)
                    yield return new BlochTerm(a, b, s, weight * block);
            }
        }
        Border = largest > 0 ? border / largest : 0;
    }

    internal static double Largest(Mat3 m) => Math.Max(Largest(m.Row(0)), Math.Max(Largest(m.Row(1)), Largest(m.Row(2))));

    internal static double Largest(Vec3 v) => Math.Max(Math.Abs(v.X), Math.Max(Math.Abs(v.Y), Math.Abs(v.Z)));
}
