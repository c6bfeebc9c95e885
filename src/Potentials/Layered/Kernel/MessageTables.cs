using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>
/// The matrices Q with which directions turn features into messages: message_M = Σ_u Q[M, u] (R h)_u by message degree, u running over components of features of all paths. Every entry is a sum of few Y_lm.
/// </summary>
sealed unsafe class MessageTables<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<int> _starts, _from;
    readonly AlignedBuffer<S> _factors, _reversed;
    readonly int[] _first, _rows;

    internal MessageTables(MessagePath[] paths)
    {
        Paths = paths;
        var degrees = paths.Max(p => p.Message) + 1;
        (_first, _rows) = (new int[degrees], new int[degrees]);
        List<int> starts = [0], from = [];
        List<double> factors = [], reversed = [];
        for (var l = 0; l < degrees; l++)
        {
            var mine = paths.Where(p => p.Message == l).ToArray();
            _first[l] = starts.Count - 1;
            _rows[l] = mine.Sum(p => 2 * p.Feature + 1);
            // Paths of one message share what neighbours give.
            var size = 1 / Math.Sqrt(mine.Length);
            for (var m = 0; m <= 2 * l; m++)
            {
                foreach (var path in mine)
                {
                    var coupling = path.Coupling;
                    for (var u = 0; u <= 2 * path.Feature; u++)
                    {
                        for (var y = 0; y <= 2 * path.Angle; y++)
                        {
                            if (Math.Abs(coupling[u, y, m]) < 1e-12)
                                continue;
                            from.Add(path.Angle * path.Angle + y);
                            factors.Add(size * coupling[u, y, m]);
                            // Seen from the other end, the direction is the opposite one.
                            reversed.Add(path.Angle % 2 == 0 ? factors[^1] : -factors[^1]);
                        }
                        starts.Add(from.Count);
                    }
                }
            }
        }
        Entries = starts.Count - 1;
        (_starts, _from) = (Copied<int>.From([.. starts]), Copied<int>.From([.. from]));
        (_factors, _reversed) = (Copied<S>.From([.. factors.Select(S.CreateChecked)]), Copied<S>.From([.. reversed.Select(S.CreateChecked)]));
    }

    internal MessagePath[] Paths { get; }

    /// <summary>Of all matrices.</summary>
    internal int Entries { get; }

    internal int Degrees => _first.Length;

    /// <summary>First entry of a message degree; its matrix is row-major.</summary>
    internal int First(int degree) => _first[degree];

    /// <summary>Columns of a message degree's matrix.</summary>
    internal int Rows(int degree) => _rows[degree];

    /// <summary>Columns of the widest.</summary>
    internal int MostRows => _rows.Max();

    internal int* Starts => _starts.Pointer;

    internal int* From => _from.Pointer;

    /// <summary>Of the message that the centre receives along the edge.</summary>
    internal S* Factors => _factors.Pointer;

    /// <summary>Of the message that the centre sends along the edge.</summary>
    internal S* Reversed => _reversed.Pointer;

    public void Dispose()
    {
        _starts.Dispose();
        _from.Dispose();
        _factors.Dispose();
        _reversed.Dispose();
    }
}
