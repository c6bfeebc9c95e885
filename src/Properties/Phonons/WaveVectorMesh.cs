using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// A mesh of wave vectors k/n around Γ, reduced by the crystal's rotations and by time reversal (q and −q have the same modes), and its cubes cut into tetrahedra along the shortest diagonal
/// (Blöchl, Jepsen, Andersen, Phys. Rev. B 49, 16223 (1994)).
/// </summary>
public sealed class WaveVectorMesh
{
    readonly int[] _kind;
    readonly (int, int, int) _size;

    /// <param name="group">Of the primitive cell; null for time reversal alone.</param>
    /// <exception cref="AtomsException">A count below one.</exception>
    public WaveVectorMesh(Cell primitive, SpaceGroup? group, int a, int b, int c)
    {
        if (a < 1 || b < 1 || c < 1 || (long)a * b * c > 20_000_000)
            throw new AtomsException($"A mesh of {a} × {b} × {c} wave vectors cannot be made; take counts from 1 to a few hundred.");
        (_size, Primitive) = ((a, b, c), primitive);
        _kind = new int[a * b * c];
        var (points, weights) = Reduce(group);
        (Points, Weights) = (points, weights);
    }

    public (int A, int B, int C) Size => _size;

    public Cell Primitive { get; }

    /// <summary>Wave vectors that no operation takes to one another, the first Γ; reciprocal lattice vectors of the primitive cell.</summary>
    public IReadOnlyList<Vec3> Points { get; }

    /// <summary>By point: how many of the mesh it stands for.</summary>
    public IReadOnlyList<int> Weights { get; }

    /// <summary>Wave vectors of the whole mesh.</summary>
    public int Count => _kind.Length;

    /// <summary>The point that stands for place (i, j, k) of the mesh, any whole numbers.</summary>
    public int PointAt(int i, int j, int k) => _kind[Index(i, j, k)];

    /// <summary>The usual mesh: about so many Å long in real space along each direction, so that a small cell has many.</summary>
    public static (int A, int B, int C) UsualSize(Cell primitive, double length)
    {
        int Along(double height) => Math.Max(1, (int)Math.Ceiling(length / height - 1e-6)) | 1;
        return (Along(primitive.Heights.X), Along(primitive.Heights.Y), Along(primitive.Heights.Z));
    }

    /// <summary>All tetrahedra of the mesh, those with the same four points once, with how often they occur.</summary>
    internal IReadOnlyList<Tetrahedron> Tetrahedra()
    {
        var (signs, ways) = Corners();
        var found = new Dictionary<(ulong, ulong), int>();
        Span<int> corners = stackalloc int[8], four = stackalloc int[4];
        for (var i = 0; i < _size.Item1; i++)
        {
            for (var j = 0; j < _size.Item2; j++)
            {
                for (var k = 0; k < _size.Item3; k++)
                {
                    for (var corner = 0; corner < 8; corner++)
                        corners[corner] = PointAt(i + (corner & 1) * signs[0], j + (corner >> 1 & 1) * signs[1], k + (corner >> 2) * signs[2]);
                    foreach (var way in ways)
                    {
                        for (var v = 0; v < 4; v++)
                            four[v] = corners[way[v]];
                        Sort(four);
                        CollectionsMarshal.GetValueRefOrAddDefault(found, ((ulong)four[0] << 32 | (uint)four[1], (ulong)four[2] << 32 | (uint)four[3]), out _)++;
                    }
                }
            }
        }
        return [.. found.Select(f => new Tetrahedron((int)(f.Key.Item1 >> 32), (int)(uint)f.Key.Item1, (int)(f.Key.Item2 >> 32), (int)(uint)f.Key.Item2, f.Value))];
    }

    // Five exchanges.
    static void Sort(Span<int> four)
    {
        Order(ref four[0], ref four[1]);
        Order(ref four[2], ref four[3]);
        Order(ref four[0], ref four[2]);
        Order(ref four[1], ref four[3]);
        Order(ref four[1], ref four[2]);
    }

    static void Order(ref int a, ref int b) => (a, b) = (Math.Min(a, b), Math.Max(a, b));

    // Six tetrahedra around the shortest of the four diagonals of a mesh cube, each a way of three edges along it; a corner is the bits of the edges that lead to it.
    (int[] Signs, int[][] Ways) Corners()
    {
        var reciprocal = Primitive.Inverse.Transposed;
        Vec3[] edges = [1.0 / _size.Item1 * reciprocal.Row(0), 1.0 / _size.Item2 * reciprocal.Row(1), 1.0 / _size.Item3 * reciprocal.Row(2)];
        int[][] signs = [[1, 1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, -1]];
        var shortest = signs.MinBy(s => Math.Round((s[0] * edges[0] + s[1] * edges[1] + s[2] * edges[2]).Length, 9))!;
        return (shortest, [[0, 1, 3, 7], [0, 1, 5, 7], [0, 2, 3, 7], [0, 2, 6, 7], [0, 4, 5, 7], [0, 4, 6, 7]]);
    }

    (Vec3[] Points, int[] Weights) Reduce(SpaceGroup? group)
    {
        var turns = Turns(group);
        Array.Fill(_kind, -1);
        var (points, weights) = (new List<Vec3>(), new List<int>());
        var (a, b, c) = _size;
        for (var index = 0; index < _kind.Length; index++)
        {
            if (_kind[index] >= 0)
                continue;
            var (i, j, k) = (index / (b * c), index / c % b, index % c);
            var weight = 0;
            foreach (var t in turns)
            {
                ref var image = ref _kind[Index(t[0] * i + t[1] * j + t[2] * k, t[3] * i + t[4] * j + t[5] * k, t[6] * i + t[7] * j + t[8] * k)];
                if (image >= 0)
                    continue;
                image = points.Count;
                weight++;
            }
            points.Add(new Vec3(Near(i, a), Near(j, b), Near(k, c)));
            weights.Add(weight);
        }
        return ([.. points], [.. weights]);
    }

    // Operations on places of the mesh, in whole numbers; those that do not map it onto itself are left out, in whole classes since their inverses fail too.
    List<int[]> Turns(SpaceGroup? group)
    {
        Mat3[] rotations = group is null ? [Mat3.Identity] : [.. group.Representatives.Select(o => o.Rotation.Inverse().Transposed).Distinct()];
        double[] n = [_size.Item1, _size.Item2, _size.Item3];
        var turns = new HashSet<string>();
        var found = new List<int[]>();
        foreach (var r in rotations.SelectMany(r => new[] { r, -1.0 * r }))
        {
            // q = k/n: k′_d = n_d Σ_e R_de k_e / n_e.
            double[] entries = [.. Enumerable.Range(0, 9).Select(e => r[e / 3, e % 3] * n[e / 3] / n[e % 3])];
            if (entries.Any(e => Math.Abs(e - Math.Round(e)) > 1e-6))
                continue;
            int[] whole = [.. entries.Select(e => (int)Math.Round(e))];
            if (turns.Add(string.Join(' ', whole)))
                found.Add(whole);
        }
        return found;
    }

    int Index(int i, int j, int k) => (Modulo(i, _size.Item1) * _size.Item2 + Modulo(j, _size.Item2)) * _size.Item3 + Modulo(k, _size.Item3);

    static int Modulo(int i, int n) => (i %= n) < 0 ? i + n : i;

    // In (−½, ½].
    static double Near(int i, int n) => (2 * i > n ? i - n : i) / (double)n;
}

/// <summary>Four points of a <see cref="WaveVectorMesh"/>, in ascending order, and how many tetrahedra of the mesh have them.</summary>
readonly record struct Tetrahedron(int A, int B, int C, int D, int Count);
