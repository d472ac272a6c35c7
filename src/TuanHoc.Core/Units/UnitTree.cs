using System.Runtime.InteropServices;

namespace TuanHoc.Units;

/// <summary>A unit as a tree is built from it; <paramref name="ParentId"/> is null at the top.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UnitNode(long Id, long? ParentId, UnitKind Kind);

/// <summary>
/// The units of one moment in pre-order: every unit stands at a position, its whole branch in the positions up to <see cref="End"/>.
/// Immutable; siblings keep the order in which they were given.
/// </summary>
public sealed class UnitTree
{
    const int None = -1;

    readonly Dictionary<long, int> positions;
    readonly long[] ids;
    readonly UnitKind[] kinds;
    readonly int[] parents;
    readonly int[] ends;

    /// <summary>Walks the chains of children from the top; units on a cycle are never reached.</summary>
    UnitTree(UnitNode[] nodes, int firstTop, int[] firstChild, int[] nextSibling)
    {
        (positions, ids, kinds) = (new(nodes.Length), new long[nodes.Length], new UnitKind[nodes.Length]);
        (parents, ends) = (new int[nodes.Length], new int[nodes.Length]);
        var open = new Stack<(int Node, int Position)>();
        for (var node = firstTop; node != None;)
        {
            var position = positions.Count;
            positions.Add(nodes[node].Id, position);
            ids[position] = nodes[node].Id;
            kinds[position] = nodes[node].Kind;
            parents[position] = open.TryPeek(out var above) ? above.Position : None;
            open.Push((node, position));
            node = firstChild[node];
            while (node == None && open.TryPop(out var done))
            {
                ends[done.Position] = positions.Count;
                node = nextSibling[done.Node];
            }
        }
    }

    public int Count => ids.Length;

    /// <summary>The end of each position's branch (exclusive), in pre-order.</summary>
    public ReadOnlySpan<int> Ends => ends;

    /// <summary>The position of each position's parent, -1 at the top.</summary>
    public ReadOnlySpan<int> Parents => parents;

    /// <exception cref="KeyNotFoundException">No unit of the tree has this id.</exception>
    public int IndexOf(long id) => positions[id];

    public bool TryIndexOf(long id, out int index) => positions.TryGetValue(id, out index);

    public long Id(int index) => ids[index];

    public UnitKind Kind(int index) => kinds[index];

    /// <summary>The position of the parent, -1 at the top.</summary>
    public int Parent(int index) => parents[index];

    /// <summary>One past the last position of the branch of <paramref name="index"/>.</summary>
    public int End(int index) => ends[index];

    /// <summary>Whether <paramref name="index"/> is <paramref name="ancestor"/> itself or stands beneath it.</summary>
    public bool Contains(int ancestor, int index) => ancestor <= index && index < ends[ancestor];

    public IEnumerable<int> Children(int index)
    {
        for (var child = index + 1; child < ends[index]; child = ends[child])
            yield return child;
    }

    /// <summary>The positions from the top down to <paramref name="index"/>, itself included.</summary>
    public IReadOnlyList<int> PathTo(int index)
    {
        var path = new List<int>();
        for (var at = index; at != None; at = parents[at])
            path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>Builds the tree from units in any order; several may stand at the top.</summary>
    /// <exception cref="ArgumentException">An id comes twice, a parent is missing, or units are their own ancestors; the message names the id.</exception>
    public static UnitTree Build(IEnumerable<UnitNode> units)
    {
        var nodes = units as UnitNode[] ?? [.. units];
        var firstChild = new int[nodes.Length];
        var nextSibling = new int[nodes.Length];
        var firstTop = Link(nodes, firstChild, nextSibling);
        var tree = new UnitTree(nodes, firstTop, firstChild, nextSibling);
        return tree.positions.Count == nodes.Length
            ? tree
            : throw new ArgumentException($"unit {IdOnCycle(nodes, tree.positions)} is its own ancestor", nameof(units));
    }

    /// <summary>Chains each unit to its first child and its next sibling; returns the first unit at the top.</summary>
    static int Link(UnitNode[] nodes, int[] firstChild, int[] nextSibling)
    {
        var byId = IndexById(nodes);
        Array.Fill(firstChild, None);
        var firstTop = None;
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            ref var first = ref firstTop;
            if (nodes[i].ParentId is { } parentId)
            {
                if (!byId.TryGetValue(parentId, out var parent))
                    throw new ArgumentException($"unit {nodes[i].Id} stands under unit {parentId}, which is not among the units", nameof(nodes));
                first = ref firstChild[parent];
            }
            nextSibling[i] = first;
            first = i;
        }
        return firstTop;
    }

    static Dictionary<long, int> IndexById(UnitNode[] nodes)
    {
        var byId = new Dictionary<long, int>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (!byId.TryAdd(nodes[i].Id, i))
                throw new ArgumentException($"unit {nodes[i].Id} comes twice", nameof(nodes));
        }
        return byId;
    }

    /// <summary>An id on a cycle: climbing from a unit not reached from the top, the first met twice.</summary>
    static long IdOnCycle(UnitNode[] nodes, Dictionary<long, int> reached)
    {
        var parentOf = nodes.ToDictionary(node => node.Id, node => node.ParentId);
        var met = new HashSet<long>();
        var at = nodes.First(node => !reached.ContainsKey(node.Id)).Id;
        while (met.Add(at))
            at = parentOf[at]!.Value;
        return at;
    }
}
